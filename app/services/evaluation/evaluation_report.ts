import db from '@adonisjs/lucid/services/db'
import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import { EvaluationNotFound } from '#services/evaluation/evaluation_errors'
import type { EvaluationRow } from '#services/evaluation/evaluation_rows'

export interface EvaluationFault {
  readonly code: string
  readonly message: string
  readonly remedy: string
}

/** An evaluation as it stands, with its tear sheet once there is one. */
export interface StoredEvaluation extends EvaluationRow {
  readonly name: string
  readonly from_time: Date
  readonly to_time: Date
  readonly bars: number
  readonly reason: string
  readonly error: EvaluationFault | null
  readonly seconds: number | null
  readonly created_at: Date
  readonly completed_at: Date | null
  readonly symbol: string | null
  readonly interval: string | null
  readonly sheet: TearSheet | null
}

/** A look at the sealed range: who, when, why, and at which models. */
export interface ListedLook {
  readonly test_look_id: number
  readonly evaluation_id: number | null
  readonly created_at: Date
  readonly person: string | null
  readonly reason: string
  readonly name: string | null
  readonly run_id: number | null
}

/** @throws E_EVALUATION_NOT_FOUND */
export async function storedEvaluation(evaluationId: number): Promise<StoredEvaluation> {
  const row = (await db
    .from('evaluation_runs as v')
    .join('experiments as e', 'e.experiment_id', 'v.experiment_id')
    .leftJoin('datasets as d', 'd.dataset_id', 'v.dataset_id')
    .leftJoin('evaluation_documents as t', 't.evaluation_id', 'v.evaluation_id')
    .where('v.evaluation_id', evaluationId)
    .select('v.*', 'e.name', 'd.symbol', 'd.interval', 't.content as sheet')
    .first()) as StoredEvaluation | null
  if (row === null) throw new EvaluationNotFound(evaluationId)
  return row
}

/** Every look at bars that overlap those of an evaluation, whatever the version of the dataset; the oldest first. */
export async function looksAt({
  symbol,
  interval,
  from_time: from,
  to_time: to,
}: Pick<StoredEvaluation, 'symbol' | 'interval' | 'from_time' | 'to_time'>): Promise<ListedLook[]> {
  if (symbol === null || interval === null) return []
  return (await db
    .from('test_looks as l')
    .leftJoin('users as u', 'u.id', 'l.user_id')
    .leftJoin('evaluation_runs as v', 'v.evaluation_id', 'l.evaluation_id')
    .leftJoin('experiments as e', 'e.experiment_id', 'v.experiment_id')
    .where('l.symbol', symbol)
    .where('l.interval', interval)
    .where('l.from_time', '<=', to)
    .where('l.to_time', '>=', from)
    .orderBy('l.test_look_id')
    .select(
      'l.test_look_id',
      'l.evaluation_id',
      'l.created_at',
      'u.email as person',
      'l.reason',
      'e.name',
      'v.run_id'
    )) as ListedLook[]
}
