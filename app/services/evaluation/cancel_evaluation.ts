import db from '@adonisjs/lucid/services/db'
import { isCodedError } from '#core/errors'
import type AuditService from '#services/audit_service'
import type { Actor } from '#services/audit_service'
import { EvaluationNotFound, EvaluationStatusRefuses } from '#services/evaluation/evaluation_errors'
import {
  announceEvaluation,
  GOING_EVALUATION,
  type EvaluationRow,
} from '#services/evaluation/evaluation_rows'
import { announceEvaluationEnd } from '#services/notifications/evaluation_event'
import type { Queue } from '#services/queue'
import type TrainingService from '#services/training_service'
import type TuningService from '#services/tuning_service'

/** What cancelling needs beside the database. */
interface Means {
  readonly training: TrainingService
  readonly tuning: TuningService
  readonly audit: AuditService
  readonly queue: Queue
}

/**
 * Ends an evaluation that has not ended: it is cancelled once this is committed, whatever becomes of
 * its worker, which notices within a second and stops its thread. The studies and runs of its folds
 * are stopped with what they have; a look that it was stays counted.
 * @throws E_EVALUATION_NOT_FOUND, E_EVALUATION_STATUS once it has ended
 */
export async function cancelEvaluation(
  evaluationId: number,
  { training, tuning, audit, queue }: Means,
  actor: Actor
): Promise<void> {
  await queue.start()
  await db.transaction(async (trx) => {
    // a study that tunes a fold is locked before its evaluation wherever both are
    await trx.from('studies').where('evaluation_id', evaluationId).forUpdate().select('study_id')
    const query = trx.from('evaluation_runs').where('evaluation_id', evaluationId)
    const row = (await query.clone().forUpdate().first()) as EvaluationRow | null
    if (row === null) throw new EvaluationNotFound(evaluationId)
    const { status } = row
    if (!GOING_EVALUATION.includes(status)) {
      throw new EvaluationStatusRefuses(evaluationId, 'cancelled', status, GOING_EVALUATION)
    }
    await query.update({ status: 'cancelled', completed_at: new Date() })
    await announceEvaluation(trx, evaluationId, 'cancelled')
    await announceEvaluationEnd(trx, queue, evaluationId, 'cancelled')
    await audit.record(trx, actor, {
      act: 'evaluation.cancel',
      objectType: 'evaluation',
      objectId: evaluationId,
      details: { before: { status }, after: { status: 'cancelled' } },
    })
  })
  for (const id of await going('studies', evaluationId)) await ending(() => tuning.stop(id, actor))
  for (const id of await going('runs', evaluationId)) await ending(() => training.cancel(id, actor))
}

const GOING_FOLDS = {
  studies: `select study_id as id from studies
    where evaluation_id = ? and status in ('running', 'paused') order by study_id`,
  runs: `select r.run_id as id from training_runs r join experiments e using (experiment_id)
    where e.evaluation_id = ? and r.status in ('queued', 'running') order by r.run_id`,
}

/** Ids of what still goes on in the folds of an evaluation. */
async function going(what: keyof typeof GOING_FOLDS, evaluationId: number): Promise<number[]> {
  const { rows } = (await db.rawQuery(GOING_FOLDS[what], [evaluationId])) as {
    rows: { id: number }[]
  }
  return rows.map(({ id }) => id)
}

/** What has ended by itself, or was deleted, in the meantime needs no ending. */
async function ending(end: () => Promise<void>): Promise<void> {
  try {
    await end()
  } catch (error) {
    if (!isCodedError(error) || !['conflict', 'not_found'].includes(error.kind)) throw error
  }
}
