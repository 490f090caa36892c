import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { TUNE_QUEUE, type Queue } from '#services/queue'
import { unattendedStudies } from '#services/tuning/unattended'

/** Queues a look at the study whose trial an experiment trains; false: it trains none. */
export async function wakeStudyOf(
  trx: TransactionClientContract,
  queue: Queue,
  experimentId: number
): Promise<boolean> {
  const trial = (await trx
    .from('study_trials as t')
    .join('experiments as e', 'e.study_trial_id', 't.study_trial_id')
    .where('e.experiment_id', experimentId)
    .select('t.study_id')
    .first()) as { study_id: number } | null
  if (trial === null) return false
  await wakeStudies(trx, queue, [trial.study_id])
  return true
}

/** Queues a look at studies. */
export async function wakeStudies(
  trx: TransactionClientContract,
  queue: Queue,
  studyIds: readonly number[]
): Promise<void> {
  if (studyIds.length === 0) return
  await queue.send(
    TUNE_QUEUE,
    studyIds.map((studyId) => ({ studyId })),
    trx
  )
}

/** Queues a look at every running study: after a start, or when threads have come. */
export async function wakeRunningStudies(queue: Queue): Promise<void> {
  await queue.start()
  const rows = (await db.from('studies').where('status', 'running').select('study_id')) as {
    study_id: number
  }[]
  const ids = rows.map(({ study_id: id }) => id)
  await db.transaction((trx) => wakeStudies(trx, queue, ids))
}

/** Queues a look at the running studies that nothing else would wake. */
export async function wakeUnattendedStudies(queue: Queue): Promise<void> {
  await queue.start()
  const ids = await unattendedStudies()
  await db.transaction((trx) => wakeStudies(trx, queue, ids))
}
