import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import type { EvaluationRow } from '#services/evaluation/evaluation_rows'
import {
  looksAt,
  type EvaluationFault,
  type ListedLook,
} from '#services/evaluation/evaluation_report'
import { foldPace, type FoldPace } from '#services/pages/evaluations/fold_pace'
import { foldProgress, type FoldProgress } from '#services/pages/evaluations/fold_progress'
import { missing } from '#services/pages/missing'
import { row } from '#services/pages/rows'

/** What the head of an evaluation's page states. */
export interface EvaluationHead extends EvaluationRow {
  readonly experiment_name: string
  readonly seed: number | null
  readonly from_time: Date
  readonly to_time: Date
  readonly bars: number
  readonly reason: string
  readonly error: EvaluationFault | null
  readonly seconds: number | null
  readonly created_at: Date
  readonly completed_at: Date | null
  readonly person: string | null
  readonly parameters: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly symbol: string | null
  readonly interval: string | null
  readonly version: number | null
  readonly sha256: string | null
  readonly currency: string | null
}

const HEAD = `v.*, e.name as experiment_name, e.parameters, r.seed, u.email as person,
  d.symbol, d.interval, d.version, d.sha256, d.currency`
const FROM = `from evaluation_runs v
  join experiments e on e.experiment_id = v.experiment_id
  left join training_runs r on r.run_id = v.run_id
  left join users u on u.id = v.user_id
  left join datasets d on d.dataset_id = v.dataset_id`

/** @throws E_RECORD_NOT_FOUND */
export async function evaluationHead(evaluationId: number): Promise<EvaluationHead> {
  const head = await row<EvaluationHead>(
    `select ${HEAD} ${FROM} where v.evaluation_id = :evaluation`,
    { evaluation: evaluationId }
  )
  if (head === null) throw await missing('evaluation', evaluationId)
  return head
}

/** The tear sheet of an evaluation; null until there is one. */
export async function sheetOf(evaluationId: number): Promise<TearSheet | null> {
  const found = await row<{ content: TearSheet }>(
    'select content from evaluation_documents where evaluation_id = :evaluation',
    { evaluation: evaluationId }
  )
  return found?.content ?? null
}

export interface EvaluationState {
  readonly evaluation: EvaluationHead
  readonly folds: readonly FoldProgress[]
  readonly pace: FoldPace
}

/** What changes while an evaluation waits, trains its folds or computes. */
export async function evaluationState(evaluationId: number): Promise<EvaluationState> {
  const [evaluation, folds] = await Promise.all([
    evaluationHead(evaluationId),
    foldProgress(evaluationId),
  ])
  return { evaluation, folds, pace: foldPace(folds, Date.now()) }
}

export interface EvaluationPage extends EvaluationState {
  readonly sheet: TearSheet | null
  /** Every look at these bars, the oldest first; empty off the test range. */
  readonly looks: readonly ListedLook[]
}

/** @throws E_RECORD_NOT_FOUND */
export async function evaluationPage(evaluationId: number): Promise<EvaluationPage> {
  const [state, sheet] = await Promise.all([evaluationState(evaluationId), sheetOf(evaluationId)])
  const { evaluation } = state
  const looks = evaluation.range === 'test' ? await looksAt(evaluation) : []
  return { ...state, sheet, looks }
}
