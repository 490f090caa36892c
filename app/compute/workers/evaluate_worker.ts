import { evaluateModels, type Judged } from '../../core/agent/evaluate_models.ts'
import { isCodedError } from '../../core/errors.ts'
import type { TearSheet } from '../../core/evaluation/tear_sheet/tear_sheet.ts'
import { periodsPerYear } from '../../core/market/calendars.ts'
import { engineFactory } from '../engines/factory.ts'
import { recordedEpisode, type RecordedEpisode } from './recorded_episode.ts'
import type { ThreadFault } from './train_worker.ts'

/** What an evaluation found, and the episodes to store. */
export interface EvaluateResult {
  readonly sheet: TearSheet
  readonly episodes: readonly { readonly runId: number; readonly episode: RecordedEpisode }[]
  readonly seconds: number
}

/** Evaluates in this thread; ends with the result, or with a coded fault. */
export default function evaluate(judged: Judged): EvaluateResult | ThreadFault {
  const started = performance.now()
  try {
    const { sheet, episodes } = evaluateModels(judged, (engine) =>
      engineFactory(engine === 'reference' ? 'reference' : 'simd')
    )
    const { interval, calendar } = judged.dataset.identity
    const periods = periodsPerYear(interval, calendar)
    return {
      sheet,
      // whoever stores them knows their place in the run
      episodes: episodes.map(({ runId, record }) => ({
        runId,
        episode: recordedEpisode(record, 0, periods),
      })),
      seconds: (performance.now() - started) / 1000,
    }
  } catch (error) {
    if (!isCodedError(error)) throw error
    const { code, kind, message, remedy } = error
    return { fault: { code, kind, message, remedy } }
  }
}
