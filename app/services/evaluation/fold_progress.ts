import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { announceEvaluation } from '#services/evaluation/evaluation_rows'
import { EVALUATE_QUEUE, type Queue } from '#services/queue'

/**
 * Queues the walk-forward evaluation that a run retrains a fold of, once no run of its folds is left
 * to end; called in the transaction in which a run has ended. A failed evaluation is tried again when
 * a resumed run ends. The row's lock lets exactly one of the last runs do it.
 */
export async function queueWhenFoldsEnded(
  trx: TransactionClientContract,
  queue: Queue,
  experimentId: number
): Promise<void> {
  const evaluation = (await trx
    .from('evaluation_runs')
    .whereIn('status', ['training', 'failed'])
    .whereIn('evaluation_id', (fold) =>
      fold.from('experiments').where('experiment_id', experimentId).select('evaluation_id')
    )
    .forUpdate()
    .select('evaluation_id')
    .first()) as { evaluation_id: number } | null
  if (evaluation === null) return
  const evaluationId = evaluation.evaluation_id
  const going = await trx
    .from('training_runs as r')
    .join('experiments as e', 'e.experiment_id', 'r.experiment_id')
    .where('e.evaluation_id', evaluationId)
    .whereIn('r.status', ['queued', 'running'])
    .first()
  if (going !== null) return
  await trx
    .from('evaluation_runs')
    .where('evaluation_id', evaluationId)
    .update({ status: 'queued', error: null, completed_at: null })
  await announceEvaluation(trx, evaluationId, 'queued')
  await queue.send(EVALUATE_QUEUE, [{ evaluationId }], trx)
}
