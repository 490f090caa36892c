import type { Verdict } from '#core/evaluation/verdicts/verdict'
import type { EvaluationRange, EvaluationStatus } from '#services/evaluation/evaluation_rows'
import { keysetPage, type Cursor, type KeysetPage, type Sort } from '#services/pages/keyset'
import { rows } from '#services/pages/rows'

export interface ListedEvaluation {
  readonly id: number
  readonly experiment_id: number
  readonly experiment_name: string
  readonly run_id: number | null
  readonly seed: number | null
  readonly dataset: string | null
  readonly range: EvaluationRange
  readonly status: EvaluationStatus
  readonly from_time: Date
  readonly to_time: Date
  readonly look: number | null
  readonly verdicts: readonly Verdict[]
  /** Median of the seeds. */
  readonly sharpe: number | null
  /** To buy and hold, of the shown seed, with its 95 % interval. */
  readonly difference: number | null
  readonly low: number | null
  readonly high: number | null
  readonly created_at: Date
}

export interface EvaluationFilter {
  readonly range: EvaluationRange | null
  readonly status: EvaluationStatus | null
  readonly experimentId: number | null
  readonly runId: number | null
  /** Symbol of the dataset. */
  readonly dataset: string | null
  /** Part of the experiment's name. */
  readonly name: string | null
}

/** More than a few pages of a list hold are not told to who comes back. */
const MOST_CAUGHT_UP = 200

export const EVALUATION_SORTS = {
  id: 'v.evaluation_id',
  sharpe: 'own.value',
  difference: 'beside.value',
  look: 'v.look',
}

const CONDITIONS: Readonly<Record<keyof EvaluationFilter, string>> = {
  range: 'v.range = :range',
  status: 'v.status = :status',
  experimentId: 'v.experiment_id = :experimentId',
  runId: 'v.run_id = :runId',
  dataset: 'd.symbol ilike :dataset',
  name: 'position(lower(:name) in lower(e.name)) > 0',
}

const COLUMNS = `v.evaluation_id as id, v.experiment_id, e.name as experiment_name, v.run_id, r.seed,
  d.symbol || ' ' || d.interval || ', version ' || d.version as dataset, v.range, v.status,
  v.from_time, v.to_time, v.look, v.verdicts, own.value as sharpe,
  beside.value as difference, beside.low, beside.high, v.created_at`
const TABLES = `from evaluation_runs v
  join experiments e on e.experiment_id = v.experiment_id
  left join training_runs r on r.run_id = v.run_id
  left join datasets d on d.dataset_id = v.dataset_id
  left join evaluation_metrics own on own.evaluation_id = v.evaluation_id
    and own.subject = 'median' and own.metric = 'sharpe'
  left join evaluation_metrics beside on beside.evaluation_id = v.evaluation_id
    and beside.subject = 'buy_and_hold' and beside.metric = 'sharpe_difference'`

/** The newest evaluations. */
export async function lastEvaluations(count: number): Promise<ListedEvaluation[]> {
  return rows<ListedEvaluation>(
    `select ${COLUMNS} ${TABLES} order by v.evaluation_id desc limit :count`,
    { count }
  )
}

/** The named evaluations. */
export async function listedEvaluations(ids: readonly number[]): Promise<ListedEvaluation[]> {
  if (ids.length === 0) return []
  return rows<ListedEvaluation>(`select ${COLUMNS} ${TABLES} where v.evaluation_id = any(:ids)`, {
    ids,
  })
}

/** Of the newest evaluations those that have not ended or ended since a moment. */
export async function evaluationsSince(since: Date): Promise<number[]> {
  const found = await rows<{ id: number }>(
    `select evaluation_id as id from (
       select evaluation_id, completed_at from evaluation_runs
       order by evaluation_id desc limit ${MOST_CAUGHT_UP}) as newest
     where completed_at is null or completed_at >= :since`,
    { since }
  )
  return found.map(({ id }) => id)
}

/** Evaluations, paged by key. */
export async function evaluationList(
  filter: EvaluationFilter,
  sort: Sort,
  cursor: Cursor | null
): Promise<KeysetPage<ListedEvaluation>> {
  const given = Object.entries(filter).filter(([, value]) => value !== null)
  const where = given.map(([key]) => CONDITIONS[key as keyof EvaluationFilter])
  return keysetPage<ListedEvaluation>({
    select: COLUMNS,
    from: `${TABLES}
      where ${['true', ...where].join(' and ')}`,
    bindings: Object.fromEntries(given),
    sortable: EVALUATION_SORTS,
    kinds: { look: 'integer' },
    id: 'v.evaluation_id',
    sort,
    cursor,
  })
}
