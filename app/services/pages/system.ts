import { rows } from '#services/pages/rows'
import { SHOWN_STATUS } from '#services/pages/run_status'
import { LOST_AFTER_SECONDS } from '#services/pages/shell'

export interface ListedJob {
  readonly run_id: number
  readonly experiment_id: number
  readonly experiment_name: string
  readonly seed: number
  readonly status: string
  readonly attempts: number
  readonly queued_at: Date
  readonly start_time: Date | null
  readonly heartbeat_at: Date | null
  readonly worker: string | null
  readonly episodes_done: number
  readonly episodes_total: number
  readonly env_steps_per_second: number | null
  readonly error_code: string | null
  readonly error_message: string | null
}

/** Work that is running, waits, or failed within a week, in this order. */
export async function jobList(): Promise<ListedJob[]> {
  return rows<ListedJob>(
    `select r.run_id, r.experiment_id, e.name as experiment_name, r.seed, ${SHOWN_STATUS} as status,
       r.attempts, r.queued_at, r.start_time, r.heartbeat_at, w.host as worker, r.episodes_done,
       r.episodes_total, r.env_steps_per_second, r.error_code, r.error_message
     from training_runs r
     join experiments e using (experiment_id)
     left join workers w using (worker_id)
     where r.status in ('running', 'queued')
       or (r.status = 'failed' and r.end_time > now() - interval '7 days')
     order by array_position(array['running', 'queued', 'failed'], r.status), r.run_id limit 200`
  )
}

export interface ListedWorker {
  readonly worker_id: number
  readonly host: string
  readonly process_id: number
  readonly role: string
  readonly version: string
  readonly cores: number
  readonly threads: number
  readonly busy: number
  readonly env_steps_per_second: number | null
  readonly fingerprints: readonly { engine: string; version: string; fused: boolean | null }[]
  readonly started_at: Date
  readonly heartbeat_at: Date
  readonly alive: boolean
}

/** Workers with a heartbeat within a day, the living ones first. */
export async function workerList(): Promise<ListedWorker[]> {
  return rows<ListedWorker>(
    `select w.*, heartbeat_at > now() - make_interval(secs => :lost) as alive from workers w
     where heartbeat_at > now() - interval '1 day'
     order by alive desc, host, worker_id`,
    { lost: LOST_AFTER_SECONDS }
  )
}
