import { inject } from '@adonisjs/core'
import { TrainingPool, type StoredMessage } from '#compute/training_pool'
import type { RunFacts } from '#core/agent/run_contract'
import { isCodedError } from '#core/errors'
import type { RunParameters } from '#core/parameters/catalogue'
import Dataset from '#models/dataset'
import { codeVersion } from '#services/code_version'
import DatasetService from '#services/dataset_service'
import { RecentlyUsed } from '#services/pages/recently_used'
import { ThreadError } from '#services/training/training_errors'

/** So long a trial trains; thread and checks come before. */
const TRIAL_MILLISECONDS = 2000
const MOST_KEPT = 200

export interface Trial {
  readonly checks: RunFacts['checks']
  /** Environment steps a second of each stretch of the trial, lowest first; empty: it was not timed. */
  readonly rates: readonly number[]
  /** Why no run can begin like this. */
  readonly fault: { readonly message: string; readonly remedy: string } | null
}

const kept = new RecentlyUsed<Trial>(MOST_KEPT)
/** One at a time: two would slow each other down. */
let last: Promise<unknown> = Promise.resolve()

/** The first two seconds of a run: the checks before training, and how fast it trains here. */
@inject()
export default class LaunchTrial {
  constructor(protected datasets: DatasetService) {}

  /** What is known of a trial of these settings; undefined: there was none yet. */
  known(parameters: RunParameters, datasetId: number, isTimed: boolean): Trial | undefined {
    const timed = kept.get(keyOf(parameters, datasetId, true))
    return timed ?? (isTimed ? undefined : kept.get(keyOf(parameters, datasetId, false)))
  }

  /**
   * @param isTimed whether it trains; else it ends after the checks
   * @param gone aborts when nobody waits for it any more: then it is not begun, and undefined
   */
  async take(
    parameters: RunParameters,
    datasetId: number,
    isTimed: boolean,
    gone: AbortSignal
  ): Promise<Trial | undefined> {
    const turn = last.then(async () => {
      const known = this.known(parameters, datasetId, isTimed)
      if (known !== undefined || gone.aborted) return known
      const trial = await this.#run(parameters, datasetId, isTimed)
      kept.set(keyOf(parameters, datasetId, isTimed), trial)
      return trial
    })
    last = turn.catch(() => undefined)
    return turn
  }

  async #run(parameters: RunParameters, datasetId: number, isTimed: boolean): Promise<Trial> {
    const [{ sha256 }, sourced] = await Promise.all([
      Dataset.findOrFail(datasetId),
      this.datasets.load(datasetId),
    ])
    const spec = {
      seed: 1,
      parameters: hurried(parameters),
      datasets: [{ ...sourced, sha256 }],
      codeVersion: codeVersion(),
    }
    const rest = { checkpoint: null, sequence: 0, checkpointEverySeconds: Infinity, pauseAt: null }
    const pool = new TrainingPool(1)
    const watch = new Watch(isTimed)
    try {
      const training = pool.train({ spec, ...rest }, async (message) => {
        if (watch.heard(message)) training.stop()
      })
      const result = await training.result
      if ('fault' in result) throw new ThreadError(result.fault)
      return { checks: watch.checks, rates: watch.rates.toSorted((a, b) => a - b), fault: null }
    } catch (error) {
      if (!isCodedError(error)) throw error
      return { checks: [], rates: [], fault: error }
    } finally {
      await pool.close()
    }
  }
}

/** Learns from the first full batch on, and neither validates nor records. */
function hurried({ agent, training, ...rest }: RunParameters): RunParameters {
  return {
    ...rest,
    agent: { ...agent, learningStarts: Math.min(agent.learningStarts, agent.batchSize) },
    training: { ...training, validateEvery: training.episodes, recordEvery: 0 },
  }
}

/** Reads a trial's messages. */
class Watch {
  checks: RunFacts['checks'] = []
  readonly rates: number[] = []
  readonly #isTimed: boolean
  #until = Infinity

  constructor(isTimed: boolean) {
    this.#isTimed = isTimed
  }

  /** Whether enough was heard. */
  heard(message: StoredMessage): boolean {
    if (message.type === 'prepared') {
      this.checks = message.facts.checks
      this.#until = performance.now() + TRIAL_MILLISECONDS
      return !this.#isTimed
    }
    if (message.envStepsPerSecond > 0) this.rates.push(message.envStepsPerSecond)
    return performance.now() >= this.#until
  }
}

/** The checks depend on bars, features and environment; the speed on the agent too. */
function keyOf(parameters: RunParameters, datasetId: number, isTimed: boolean): string {
  const { data, features, environment, agent, training } = parameters
  const timed = isTimed ? [agent, training.engine, training.episodeLength] : []
  return JSON.stringify([datasetId, data, features, environment, ...timed])
}
