import { row, rows } from '#services/pages/rows'
import { SHOWN_STATUS } from '#services/pages/run_status'

/** A run with what its page's head, progress and panels need. */
export interface RunDetail {
  readonly run_id: number
  readonly experiment_id: number
  readonly experiment_name: string
  readonly preset: string | null
  readonly saved_preset: string | null
  readonly tags: readonly string[]
  readonly person: string | null
  readonly seed: number
  readonly status: string
  readonly stored_status: string
  readonly cancel_requested: boolean
  readonly queued_at: Date
  readonly start_time: Date | null
  readonly end_time: Date | null
  readonly heartbeat_at: Date | null
  readonly worker: string | null
  readonly fingerprint: { engine: string; version: string; fused: boolean | null } | null
  readonly code_version: string | null
  readonly parameters: Record<string, Record<string, unknown>>
  readonly checks: Record<string, unknown> | null
  readonly splits: Record<string, unknown> | null
  readonly benchmark: Record<string, unknown> | null
  readonly observation_names: readonly string[] | null
  readonly episodes_total: number
  readonly episodes_done: number
  readonly env_steps: number
  readonly updates: number
  readonly seconds: number
  readonly env_steps_per_second: number | null
  readonly updates_per_second: number | null
  readonly epsilon: number | null
  readonly mean_loss: number | null
  readonly best_validation: number | null
  readonly best_episode_id: number | null
  readonly weights_sha256: string | null
  readonly notes: string
  readonly error_code: string | null
  readonly error_message: string | null
  readonly error_remedy: string | null
}

export async function runDetail(runId: number): Promise<RunDetail | null> {
  return row<RunDetail>(
    `select r.*, ${SHOWN_STATUS} as status, r.status as stored_status,
       e.name as experiment_name, e.preset, e.saved_preset, e.tags, u.email as person, w.host as worker
     from training_runs r
     join experiments e using (experiment_id)
     left join users u on u.id = e.user_id
     left join workers w using (worker_id)
     where r.run_id = :run`,
    { run: runId }
  )
}

export interface SiblingRun {
  readonly run_id: number
  readonly seed: number
  readonly status: string
  readonly episodes_done: number
  readonly episodes_total: number
  readonly best_validation: number | null
  readonly latest_validation: number | null
  readonly best_number: number | null
}

/** The seeds of an experiment with their latest and best validation Sharpe. */
export async function siblingRuns(experimentId: number): Promise<SiblingRun[]> {
  return rows<SiblingRun>(
    `select r.run_id, r.seed, ${SHOWN_STATUS} as status, r.episodes_done, r.episodes_total,
       r.best_validation, latest.sharpe_ratio as latest_validation, best.number as best_number
     from training_runs r
     left join episodes best on best.episode_id = r.best_episode_id
     left join lateral (select sharpe_ratio from episodes
       where run_id = r.run_id and kind = 'validation' order by number desc limit 1) latest on true
     where r.experiment_id = :experiment order by r.run_id`,
    { experiment: experimentId }
  )
}

export interface RunDataset {
  readonly dataset_id: number
  readonly symbol: string
  readonly interval: string
  readonly version: number
  readonly sha256: string
  readonly currency: string | null
  readonly warning_count: number
}

export async function experimentDatasets(experimentId: number): Promise<RunDataset[]> {
  return rows<RunDataset>(
    `select d.dataset_id, d.symbol, d.interval, d.version, d.sha256, d.currency, d.warning_count
     from experiment_datasets ed join datasets d using (dataset_id)
     where ed.experiment_id = :experiment order by ed.position`,
    { experiment: experimentId }
  )
}

/** Looks of an experiment's evaluations at the sealed test range. */
export async function experimentLooks(experimentId: number): Promise<number> {
  const counted = await row<{ looks: number }>(
    `select count(*)::int as looks from test_looks l join evaluation_runs v using (evaluation_id)
     where v.experiment_id = :experiment`,
    { experiment: experimentId }
  )
  return counted?.looks ?? 0
}

export interface RunEvent {
  readonly run_event_id: number
  readonly time: Date
  readonly level: 'info' | 'warning' | 'error'
  readonly message: string
}

/** The run's newest log lines, newest first. */
export async function runEvents(runId: number, most = 200): Promise<RunEvent[]> {
  return rows<RunEvent>(
    `select run_event_id, time, level, message from run_events
     where run_id = :run order by run_event_id desc limit :most`,
    { run: runId, most }
  )
}

export interface RunCheckpoint {
  readonly episodes_done: number
  readonly sequence: number
  readonly size_bytes: number
  readonly created_at: Date
  /** Episodes recorded after it, which a resume discards. */
  readonly later_episodes: number
}

export async function latestCheckpoint(runId: number): Promise<RunCheckpoint | null> {
  return row<RunCheckpoint>(
    `select c.episodes_done, c.sequence, c.size_bytes, c.created_at,
       (select count(*) from episodes e where e.run_id = c.run_id and e.sequence > c.sequence)::int
         as later_episodes
     from checkpoints c where c.run_id = :run order by c.sequence desc limit 1`,
    { run: runId }
  )
}
