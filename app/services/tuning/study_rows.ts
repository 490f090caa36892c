import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { TrialOrigin } from '#core/tuning/study_log'
import type { TrialValues } from '#core/tuning/search_space'
import type { StudyBudget } from '#core/tuning/study_plan'
import { announce } from '#live/announce'
import { STUDIES_TOPIC, studyTopic } from '#live/topics'

/** `paused`: nothing new is handed out; what trains goes on to its rung. */
export type StudyStatus = 'running' | 'paused' | 'completed' | 'stopped' | 'failed'
/** `paused`: waits at a rung for its promotion. */
export type TrialStatus = 'running' | 'paused' | 'completed' | 'failed'

/** Columns of a study but for its plan, which is long and never changes. */
export const STUDY_COLUMNS = [
  ...['study_id', 'name', 'notes', 'status', 'user_id', 'warm_start_id', 'created_at', 'ended_at'],
  ...['evaluation_id', 'fold'],
  ...['trials_bound', 'episodes_bound', 'seconds_bound', 'seconds', 'running_since'],
  ...['event_count', 'trial_count', 'trials_running', 'trials_failed', 'episodes_used'],
  ...['error_code', 'error_message', 'error_remedy'],
]

/** Those columns of a row of studies, as the database gives them. */
export interface StudyRow {
  readonly study_id: number
  readonly name: string
  readonly notes: string
  readonly status: StudyStatus
  readonly user_id: number | null
  readonly warm_start_id: number | null
  /** The walk-forward evaluation and the fold of it that this tunes; null: none. */
  readonly evaluation_id: number | null
  readonly fold: number | null
  readonly created_at: Date
  readonly ended_at: Date | null
  readonly trials_bound: number | null
  readonly episodes_bound: number | null
  readonly seconds_bound: number | null
  readonly seconds: number
  readonly running_since: Date | null
  readonly event_count: number
  readonly trial_count: number
  readonly trials_running: number
  readonly trials_failed: number
  readonly episodes_used: number
  readonly error_code: string | null
  readonly error_message: string | null
  readonly error_remedy: string | null
}

/** A row of study_trials as the database gives it. */
export interface TrialRow {
  readonly study_trial_id: number
  readonly study_id: number
  readonly number: number
  readonly origin: TrialOrigin
  readonly values: TrialValues
  readonly status: TrialStatus
  readonly rung: number | null
  readonly target_rung: number
  readonly resource: number
  readonly value: number | null
  readonly value_2: number | null
  readonly error_message: string | null
  readonly created_at: Date
  readonly updated_at: Date
}

/** Seconds that a study has run, pauses left out. */
export function secondsOf(row: Pick<StudyRow, 'seconds' | 'running_since'>): number {
  const since = row.running_since?.getTime()
  return row.seconds + (since === undefined ? 0 : Math.max(0, Date.now() - since) / 1000)
}

/** Tells a study's page and the lists that its status changed. */
export async function announceStudy(
  trx: TransactionClientContract,
  studyId: number,
  status: StudyStatus
): Promise<void> {
  const data = { studyId, status }
  await announce(
    trx,
    { topic: studyTopic(studyId), kind: 'status', data },
    { topic: STUDIES_TOPIC, kind: 'status', data }
  )
}

/** Bounds of a study as its row has them. */
export function boundColumns({ trials, episodes, seconds }: StudyBudget) {
  return { trials_bound: trials, episodes_bound: episodes, seconds_bound: seconds }
}

/** The other way round. */
export function boundsOf(
  row: Pick<StudyRow, 'trials_bound' | 'episodes_bound' | 'seconds_bound'>
): StudyBudget {
  return { trials: row.trials_bound, episodes: row.episodes_bound, seconds: row.seconds_bound }
}
