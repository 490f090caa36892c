import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { announceEvaluation } from '#services/evaluation/evaluation_rows'
import { EVALUATE_QUEUE, type Queue } from '#services/queue'

/**
 * Queues the walk-forward evaluation that a run retrains a fold of, once its folds have ended; called
 * in the transaction in which a run has ended. Nothing is done for a run of no fold.
 */
export async function queueWhenFoldsEnded(
  trx: TransactionClientContract,
  queue: Queue,
  experimentId: number
): Promise<void> {
  const fold = (await trx
    .from('experiments')
    .where('experiment_id', experimentId)
    .whereNotNull('evaluation_id')
    .select('evaluation_id')
    .first()) as { evaluation_id: number } | null
  if (fold !== null) await queueEvaluationOnceFoldsEnded(trx, queue, fold.evaluation_id)
}

/**
 * Queues a walk-forward evaluation once no run of its folds is left to end and no study tunes one. A
 * failed evaluation is tried again when a resumed run ends. The row's lock lets exactly one of the
 * last runs do it.
 */
export async function queueEvaluationOnceFoldsEnded(
  trx: TransactionClientContract,
  queue: Queue,
  evaluationId: number
): Promise<void> {
  const evaluation = await trx
    .from('evaluation_runs')
    .where('evaluation_id', evaluationId)
    .whereIn('status', ['training', 'failed'])
    .forUpdate()
    .first()
  if (evaluation === null) return
  if (await isGoing(trx, evaluationId)) return
  await trx
    .from('evaluation_runs')
    .where('evaluation_id', evaluationId)
    .update({ status: 'queued', error: null, completed_at: null })
  await announceEvaluation(trx, evaluationId, 'queued')
  await queue.send(EVALUATE_QUEUE, [{ evaluationId }], trx)
}

async function isGoing(trx: TransactionClientContract, evaluationId: number): Promise<boolean> {
  const study = await trx
    .from('studies')
    .where('evaluation_id', evaluationId)
    .whereIn('status', ['running', 'paused'])
    .first()
  if (study !== null) return true
  const run = await trx
    .from('training_runs as r')
    .join('experiments as e', 'e.experiment_id', 'r.experiment_id')
    .where('e.evaluation_id', evaluationId)
    .whereIn('r.status', ['queued', 'running'])
    .first()
  return run !== null
}
