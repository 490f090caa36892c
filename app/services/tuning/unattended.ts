import db from '@adonisjs/lucid/services/db'
import { TUNE_QUEUE, type Queue } from '#services/queue'

/**
 * Ids of running studies that nothing would wake: none of their trials trains or waits for a thread, and
 * no look at them is queued. A look that failed too often, as while the disk is full, leaves such a study;
 * so do threads that were all taken. The queue has been started.
 */
export async function unattendedStudies(): Promise<number[]> {
  const { rows } = (await db.rawQuery(
    `select s.study_id from studies s
     where s.status = 'running'
       and not exists (select 1 from study_trials t
         join experiments e on e.study_trial_id = t.study_trial_id
         join training_runs r on r.experiment_id = e.experiment_id
         where t.study_id = s.study_id and t.status = 'running'
           and r.status in ('queued', 'running'))
       and not exists (select 1 from pgboss.job j
         where j.name = ? and j.state < 'completed' and (j.data ->> 'studyId')::bigint = s.study_id)`,
    [TUNE_QUEUE]
  )) as { rows: { study_id: number }[] }
  return rows.map(({ study_id: id }) => id)
}

/** A look at a study that was given up. */
interface FailedLook {
  readonly at: Date
  readonly reason: string
}

interface LastLook {
  readonly state: string
  readonly at: Date
  readonly code: string
  readonly message: string
}

/** Why nothing would wake a running study; null: it is woken, or its last look was not given up. */
export async function failedLook(queue: Queue, studyId: number): Promise<FailedLook | null> {
  await queue.start()
  if (!(await unattendedStudies()).includes(studyId)) return null
  const { rows } = (await db.rawQuery(
    `select state, completed_on as at, coalesce(output ->> 'code', '') as code,
       coalesce(output ->> 'message', '') as message
     from pgboss.job where name = ? and (data ->> 'studyId')::bigint = ?
     order by created_on desc limit 1`,
    [TUNE_QUEUE, studyId]
  )) as { rows: LastLook[] }
  const [last] = rows
  return last?.state === 'failed' ? { at: last.at, reason: reasonOf(last) } : null
}

/** In words for people: of an unexpected error nothing but that it is in the log. */
function reasonOf({ code, message }: LastLook): string {
  if (code === DISK_FULL) return 'the disk of the database is full.'
  return code.startsWith('E_') ? message : 'the log of the workers tells why.'
}

/** disk_full of PostgreSQL. */
const DISK_FULL = '53100'
