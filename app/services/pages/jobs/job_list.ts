import { cursorText, type Cursor } from '#services/pages/keyset'
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
  readonly attempts: number
  readonly queued_at: Date
  readonly started_at: Date | null
  readonly ended_at: Date | null
  readonly heartbeat_at: Date | null
  readonly worker: string | null
  /** Episodes, of a trial those to the rung at which it is to pause; null of evaluations. */
  readonly done: number | null
  readonly total: number | null
  /** Whether it is to pause at a rung of its study. */
  readonly to_rung: boolean
  /** At the pace so far, of a rerun at that of its run; null while nobody can know. */
  readonly seconds_left: number | null
  readonly error_code: string | null
  readonly error_message: string | null
}

const FAILED_SINCE = `now() - interval '7 days'`
const PAGE_ROWS = 50

interface Source {
  readonly id: string
  readonly status: string
  readonly ended: string
  /** Columns of `ListedJob` but the first, and where they come from. */
  readonly select: string
}

const RUN_TOTAL = 'least(coalesce(r.pause_at, r.episodes_total), r.episodes_total)'

const SOURCES: Readonly<Record<ListedJob['kind'], Source>> = {
  run: {
    ...{ id: 'r.run_id', status: 'r.status', ended: 'r.end_time' },
    select: `r.run_id as id, '/runs/' || r.run_id as href, x.name || ', seed ' || r.seed as title,
      ${SHOWN_STATUS} as status, r.attempts, r.queued_at, r.start_time as started_at,
      r.end_time as ended_at, r.heartbeat_at, w.host || ':' || w.process_id as worker,
      r.episodes_done as done, ${RUN_TOTAL} as total, ${RUN_TOTAL} < r.episodes_total as to_rung,
      case when (${SHOWN_STATUS}) = 'running' and r.episodes_done > 0
        then r.seconds / r.episodes_done * greatest(0, ${RUN_TOTAL} - r.episodes_done)
        end as seconds_left,
      r.error_code, r.error_message
    from training_runs r join experiments x using (experiment_id) left join workers w using (worker_id)`,
  },
  evaluation: {
    ...{ id: 'v.evaluation_id', status: 'v.status', ended: 'v.completed_at' },
    select: `v.evaluation_id, '/evaluations/' || v.evaluation_id, x.name || ', ' || v.range, v.status,
      v.attempts, v.created_at, v.started_at, v.completed_at, w.heartbeat_at,
      w.host || ':' || w.process_id, null, null, false, null, v.error ->> 'code', v.error ->> 'message'
    from evaluation_runs v join experiments x using (experiment_id)
    left join workers w on w.worker_id = v.worker_id`,
  },
  rerun: {
    ...{ id: 'a.rerun_id', status: 'a.status', ended: 'a.ended_at' },
    select: `a.rerun_id, '/runs/' || a.run_id, 'run ' || a.run_id || ' again', a.status, a.attempts,
      a.created_at, a.started_at, a.ended_at, w.heartbeat_at, w.host || ':' || w.process_id,
      a.episodes_done, a.episodes_total, false,
      case when a.status = 'running'
        then r.seconds / nullif(r.episodes_done, 0) * (a.episodes_total - a.episodes_done) end,
      a.error_code, a.error_message
    from reruns a join training_runs r using (run_id)
    left join workers w on w.worker_id = a.worker_id`,
  },
}

/** The list is these, one after another: what runs and waits oldest first, what failed newest first. */
const SECTIONS = JOB_STATUSES.flatMap((status) =>
  (Object.keys(SOURCES) as ListedJob['kind'][]).map((kind) => ({ status, kind }))
)

export interface JobPage {
  readonly jobs: readonly ListedJob[]
  /** Cursors of the neighbours; null at the ends. */
  readonly next: string | null
  readonly previous: string | null
}

type PlacedJob = ListedJob & { readonly section: number }

/**
 * A page of the jobs of the given statuses: those that run, those that wait, those that failed within a
 * week. A cursor holds the number of a section and the id of a job in it.
 */
export async function jobList(
  statuses: readonly JobStatus[],
  cursor: Cursor | null
): Promise<JobPage> {
  const backward = cursor?.backward ?? false
  const parts = SECTIONS.flatMap(({ status }, section) =>
    statuses.includes(status) && !isPassed(section, cursor) ? [sectionRows(section, cursor)] : []
  )
  const found =
    parts.length === 0
      ? []
      : await rows<PlacedJob>(
          `select * from (${parts.join(' union all ')}) as jobs
           order by section ${backward ? 'desc' : 'asc'}, place asc limit ${PAGE_ROWS + 1}`,
          { cursor_id: cursor?.id ?? 0 }
        )
  const jobs = found.slice(0, PAGE_ROWS)
  if (backward) jobs.reverse()
  const more = found.length > PAGE_ROWS
  const [first, last] = [jobs[0], jobs.at(-1)]
  return {
    jobs,
    next: last && (backward || more) ? placeOf(last) : null,
    previous: first && (backward ? more : cursor !== null) ? placeOf(first) : null,
  }
}

function placeOf({ section, id }: PlacedJob): string {
  return cursorText({ sort_value: section, id })
}

/** Whether all of a section comes before the page. */
function isPassed(section: number, cursor: Cursor | null): boolean {
  if (cursor === null) return false
  const at = Number(cursor.value)
  return cursor.backward ? section > at : section < at
}

/** The first jobs of a section, from the cursor on where it is in this one; `place` is their order. */
function sectionRows(section: number, cursor: Cursor | null): string {
  const { status, kind } = SECTIONS[section]!
  const { id, status: column, ended, select } = SOURCES[kind]
  const backward = cursor?.backward ?? false
  const descending = (status === 'failed') !== backward
  const since = status === 'failed' ? ` and ${ended} > ${FAILED_SINCE}` : ''
  const beyond =
    cursor !== null && Number(cursor.value) === section
      ? ` and ${id} ${descending ? '<' : '>'} cast(:cursor_id as bigint)`
      : ''
  return `(select ${section} as section, ${descending ? '-' : ''}${id} as place, '${kind}' as kind, ${select}
    where ${column} = '${status}'${since}${beyond}
    order by ${id} ${descending ? 'desc' : 'asc'} limit ${PAGE_ROWS + 1})`
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
