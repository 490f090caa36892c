import type { EvaluationStatus, StoredWalkForward } from '#services/evaluation/evaluation_rows'
import { queueEvaluationOnceFoldsEnded } from '#services/evaluation/fold_progress'
import type { Queue } from '#services/queue'
import type TrainingService from '#services/training_service'
import type { LockedStudy } from '#services/tuning/locked_study'
import { studyDatasets, trialParameters } from '#services/tuning/trial_runs'

/**
 * What follows when a study has ended that tunes a fold of a walk-forward evaluation: its best
 * configuration is trained with the evaluation's seeds. A study that found none leaves the fold
 * without a model, which the evaluation says once the other folds have ended. Nothing follows for any
 * other study, once the evaluation is cancelled, nor when a study that was extended ends again: its
 * fold is trained already.
 */
export async function trainFold(
  study: LockedStudy,
  training: TrainingService,
  queue: Queue
): Promise<void> {
  const { trx, row, state } = study
  const { evaluation_id: evaluationId, fold } = row
  if (evaluationId === null || fold === null) return
  const { best } = state
  if (best === null) return queueEvaluationOnceFoldsEnded(trx, queue, evaluationId)
  const place = { evaluation_id: evaluationId, fold }
  const trained = await trx.from('experiments').where(place).first()
  if (trained !== null) return
  const { walk_forward: plan, status } = (await trx
    .from('evaluation_runs')
    .where('evaluation_id', evaluationId)
    .select('walk_forward', 'status')
    .firstOrFail()) as { walk_forward: StoredWalkForward; status: EvaluationStatus }
  if (status === 'cancelled') return
  await training.store(
    trx,
    {
      parameters: trialParameters(study, best.trial),
      preset: null,
      seeds: plan.seeds,
      datasetIds: await studyDatasets(trx, row.study_id),
      name: `${row.name}, trial ${best.trial}`,
      notes: `Walk-forward evaluation ${evaluationId}: best of study ${row.study_id}`,
      fold: { evaluationId, number: fold },
    },
    { userId: row.user_id, person: `study ${row.study_id}`, route: 'system', address: null }
  )
}
