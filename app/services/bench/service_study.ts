import db from '@adonisjs/lucid/services/db'
import { setTimeout as sleep } from 'node:timers/promises'
import { CodedError } from '#core/errors'
import type { Actor } from '#services/audit_service'
import { withWorkers } from '#services/bench/bench_workers'
import type TuningService from '#services/tuning_service'

/** What a study of the whole service needs of the application. */
export interface ServiceBench {
  readonly tuning: TuningService
  readonly datasetId: number
  readonly actor: Actor
}

/** What a study of the whole service was measured at. */
export interface ServiceFigures {
  /** Results at rungs: each was trained, stored, reported and decided on. */
  readonly results: number
  /** Of the workers' time from the first trial's start to the last one's end, that without a trial. */
  readonly idleShare: number
  readonly wallSeconds: number
}

/** A trial that trains next to nothing, so that what is left is what a result costs besides. */
const NOTHING = {
  'features.window': 2,
  'agent.hiddenLayers': [8],
  'agent.learningStarts': 1000,
  'training.episodeLength': 20,
  'training.recordEvery': 0,
}
/** Trials of about a second an episode of the largest network and a tenth of it of the smallest. */
const UNEVEN = {
  'features.window': 20,
  'agent.trainEvery': 1,
  'training.episodeLength': 252,
}
const UNEVEN_SPACE = { 'agent.hiddenLayers': { choices: [[16], [64, 64], [256, 256]] } }
const EVEN_SPACE = { 'agent.gamma': { low: 0.9, high: 0.999 } }
const LARGEST = 9

/** A study that did not complete has no figure. */
class MeasuredStudyEnded extends CodedError {
  readonly code = 'E_MEASURED_STUDY_ENDED'
  readonly kind = 'conflict'

  constructor(studyId: number, status: string, reason: string | null) {
    const why = reason === null ? '.' : `: ${reason}`
    super(
      `Study ${studyId}, which was measured, is ${status}${why}`,
      'Run the suite again where no other worker takes its trials.'
    )
  }
}

/** A whole study by workers of one thread each, rungs at 1, 3 and 9 episodes; deleted afterwards. */
export async function serviceStudy(
  { tuning, datasetId, actor }: ServiceBench,
  of: { workers: number; trials: number; uneven: boolean }
): Promise<ServiceFigures> {
  return withWorkers(of.workers, async () => {
    const input = {
      datasets: [datasetId],
      preset: 'quick',
      set: of.uneven ? UNEVEN : NOTHING,
      space: of.uneven ? UNEVEN_SPACE : EVEN_SPACE,
      maxResource: LARGEST,
      minResource: 1,
      sampler: 'random',
      name: 'bench',
      budget: { trials: of.trials },
    } as const
    const studyId = await tuning.launch(input, actor)
    await untilCompleted(studyId)
    const figures = await figuresOf(studyId, of.workers)
    await tuning.delete(studyId, actor)
    return figures
  })
}

async function untilCompleted(studyId: number): Promise<void> {
  for (;;) {
    const row = (await db
      .from('studies')
      .where('study_id', studyId)
      .select('status', 'error_message')
      .firstOrFail()) as { status: string; error_message: string | null }
    if (row.status === 'completed') return
    if (row.status !== 'running') {
      throw new MeasuredStudyEnded(studyId, row.status, row.error_message)
    }
    await sleep(100)
  }
}

async function figuresOf(studyId: number, workers: number): Promise<ServiceFigures> {
  const row = (await db
    .from('study_segments as s')
    .join('study_trials as t', 't.study_trial_id', 's.study_trial_id')
    .where('t.study_id', studyId)
    .select(
      db.raw(
        `count(*)::int as results,
        extract(epoch from max(ended_at) - min(started_at))::float8 as wall,
        sum(extract(epoch from ended_at - started_at))::float8 as busy`
      )
    )
    .firstOrFail()) as { results: number; wall: number; busy: number }
  return {
    results: row.results,
    idleShare: Math.max(0, 1 - row.busy / (workers * row.wall)),
    wallSeconds: row.wall,
  }
}
