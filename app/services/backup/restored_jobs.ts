import db from '@adonisjs/lucid/services/db'
import { EVALUATE_QUEUE, type Queue, TRAIN_QUEUE } from '#services/queue'

/**
 * Jobs are not part of a backup: gives every run and evaluation that waits a new one, in place of
 * whatever jobs the database had before.
 */
export async function sendRestoredJobs(queue: Queue): Promise<number> {
  await queue.start()
  return db.transaction(async (trx) => {
    await trx.rawQuery('delete from pgboss.job')
    const runs = (await trx
      .from('training_runs')
      .where('status', 'queued')
      .orderBy('run_id')
      .select('run_id')) as { run_id: number }[]
    const evaluations = (await trx
      .from('evaluation_runs')
      .where('status', 'queued')
      .orderBy('evaluation_id')
      .select('evaluation_id')) as { evaluation_id: number }[]
    const trainings = runs.map(({ run_id: runId }) => ({ runId }))
    const judgements = evaluations.map(({ evaluation_id: evaluationId }) => ({ evaluationId }))
    if (trainings.length > 0) await queue.send(TRAIN_QUEUE, trainings, trx)
    if (judgements.length > 0) await queue.send(EVALUATE_QUEUE, judgements, trx)
    return trainings.length + judgements.length
  })
}
