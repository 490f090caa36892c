import { row, rows } from '#services/pages/rows'
import { SHOWN_STATUS } from '#services/pages/run_status'

export const JOB_STATUSES = ['running', 'queued', 'failed'] as const
export type JobStatus = (typeof JOB_STATUSES)[number]

/** A run, a run that is trained again, or an evaluation as work: who has it, since when, how often it was tried. */
export interface ListedJob {
  readonly kind: 'run' | 'rerun' | 'evaluation'
  readonly id: number
  /** Path of its page. */
  readonly href: string
  readonly title: string
  readonly status: string
  readonly attempts: number | null
  readonly queued_at: Date
  readonly started_at: Date | null
  readonly ended_at: Date | null
  readonly heartbeat_at: Date | null
  readonly worker: string | null
  /** Episodes; null of evaluations. */
  readonly done: number | null
  readonly total: number | null
  readonly error_code: string | null
  readonly error_message: string | null
}

const FAILED_SINCE = `now() - interval '7 days'`
/** Of each status; the lists of runs and of evaluations have all. */
const MOST_SHOWN = 100

const RUNS: Readonly<Record<JobStatus, string>> = {
  running: `r.status = 'running' order by r.run_id`,
  queued: `r.status = 'queued' order by r.run_id`,
  failed: `r.status = 'failed' and r.end_time > ${FAILED_SINCE} order by r.end_time desc nulls last, r.run_id desc`,
}
const EVALUATIONS: Readonly<Record<JobStatus, string>> = {
  running: `v.status = 'running' order by v.evaluation_id`,
  queued: `v.status = 'queued' order by v.evaluation_id`,
  failed: `v.status = 'failed' and v.completed_at > ${FAILED_SINCE} order by v.evaluation_id desc`,
}

const RERUNS: Readonly<Record<JobStatus, string>> = {
  running: `a.status = 'running' order by a.rerun_id`,
  queued: `a.status = 'queued' order by a.rerun_id`,
  failed: `a.status = 'failed' and a.ended_at > ${FAILED_SINCE} order by a.rerun_id desc`,
}

function jobsOf(status: JobStatus): string {
  return `(select 'run' as kind, r.run_id as id, '/runs/' || r.run_id as href, x.name || ', seed ' || r.seed as title,
      ${SHOWN_STATUS} as status, r.attempts, r.queued_at, r.start_time as started_at,
      r.end_time as ended_at, r.heartbeat_at, w.host || ':' || w.process_id as worker,
      r.episodes_done as done, r.episodes_total as total, r.error_code, r.error_message
    from training_runs r join experiments x using (experiment_id) left join workers w using (worker_id)
    where ${RUNS[status]} limit ${MOST_SHOWN})
    union all
    (select 'evaluation', v.evaluation_id, '/evaluations/' || v.evaluation_id, x.name || ', ' || v.range, v.status, v.attempts,
      v.created_at, v.started_at, v.completed_at, w.heartbeat_at, w.host || ':' || w.process_id,
      null, null, v.error ->> 'code', v.error ->> 'message'
    from evaluation_runs v join experiments x using (experiment_id)
    left join workers w on w.worker_id = v.worker_id
    where ${EVALUATIONS[status]} limit ${MOST_SHOWN})
    union all
    (select 'rerun', a.rerun_id, '/runs/' || a.run_id, 'run ' || a.run_id || ' again', a.status, null,
      a.created_at, null, a.ended_at, null, null, a.episodes_done, a.episodes_total, a.error_code,
      a.error_message
    from reruns a where ${RERUNS[status]} limit ${MOST_SHOWN})`
}

/** Jobs of the given statuses: those that run, those that wait, those that failed within a week. */
export async function jobList(statuses: readonly JobStatus[]): Promise<ListedJob[]> {
  return rows<ListedJob>(statuses.map(jobsOf).join(' union all '))
}

/** How many jobs there are of each status, the failed ones within a week. */
export async function jobCounts(): Promise<Readonly<Record<JobStatus, number>>> {
  const found = await row<Record<JobStatus, number>>(
    `select
      ((select count(*) from training_runs where status = 'running')
        + (select count(*) from evaluation_runs where status = 'running')
        + (select count(*) from reruns where status = 'running'))::int as running,
      ((select count(*) from training_runs where status = 'queued')
        + (select count(*) from evaluation_runs where status = 'queued')
        + (select count(*) from reruns where status = 'queued'))::int as queued,
      ((select count(*) from training_runs
          where status = 'failed' and end_time > ${FAILED_SINCE})
        + (select count(*) from evaluation_runs
          where status = 'failed' and completed_at > ${FAILED_SINCE})
        + (select count(*) from reruns
          where status = 'failed' and ended_at > ${FAILED_SINCE}))::int as failed`
  )
  return found ?? { running: 0, queued: 0, failed: 0 }
}
