import type { EvaluationRow } from '#services/evaluation/evaluation_rows'
import type { EvaluationFault, ListedLook } from '#services/evaluation/evaluation_report'
import { missing } from '#services/pages/missing'
import { listRows, type ListRequest } from './list_rows.js'
import { allBounds, bounds, contains, period, type ListSpec } from './list_spec.js'

export interface ApiEvaluation extends EvaluationRow {
  readonly name: string
  readonly symbol: string | null
  readonly interval: string | null
  readonly from_time: Date
  readonly to_time: Date
  readonly bars: number
  /** Looks at bars that overlap these until now. */
  readonly looks: number
  readonly reason: string
  readonly person: string | null
  readonly verdicts: readonly Readonly<Record<string, unknown>>[]
  readonly error: EvaluationFault | null
  readonly seconds: number | null
  readonly created_at: Date
  readonly completed_at: Date | null
  readonly sharpe_difference: number | null
  readonly sharpe_difference_low: number | null
  readonly sharpe_difference_high: number | null
}

const LOOKS_UNTIL_NOW = `(select count(*)::int from test_looks l
  where l.symbol = d.symbol and l.interval = d.interval
    and l.from_time <= v.to_time and l.to_time >= v.from_time)`

/** Numbers of an evaluation that a filter can bound. */
export const EVALUATION_BOUNDS = {
  sharpe_difference: { sql: 'f.value', kind: 'double' },
  sharpe_difference_low: { sql: 'f.low', kind: 'double' },
  sharpe_difference_high: { sql: 'f.high', kind: 'double' },
  look: { sql: 'v.look', kind: 'integer' },
  looks: { sql: LOOKS_UNTIL_NOW, kind: 'integer' },
  bars: { sql: 'v.bars', kind: 'integer' },
  seconds: { sql: 'v.seconds', kind: 'double' },
} as const

const EVALUATIONS = {
  select: `v.evaluation_id, v.experiment_id, v.run_id, v.dataset_id, v.range, v.status, v.settings,
    v.walk_forward, v.look, v.user_id, ${LOOKS_UNTIL_NOW} as looks, v.from_time, v.to_time, v.bars, v.reason, v.verdicts, v.error,
    v.seconds, v.created_at, v.completed_at, e.name, d.symbol, d.interval, u.email as person,
    f.value as sharpe_difference, f.low as sharpe_difference_low, f.high as sharpe_difference_high`,
  from: `from evaluation_runs v
    join experiments e on e.experiment_id = v.experiment_id
    left join datasets d on d.dataset_id = v.dataset_id
    left join users u on u.id = v.user_id
    left join evaluation_metrics f on f.evaluation_id = v.evaluation_id
      and f.subject = 'buy_and_hold' and f.metric = 'sharpe_difference'`,
  id: 'v.evaluation_id',
  sorts: {
    evaluation_id: { sql: 'v.evaluation_id', kind: 'integer' },
    created_at: { sql: 'v.created_at', kind: 'time' },
    sharpe_difference: { sql: 'f.value', kind: 'double', nullable: true },
  },
  filters: {
    ids: 'v.evaluation_id = any(:ids)',
    evaluation_id: 'v.evaluation_id = :evaluation_id',
    experiment_id: 'v.experiment_id = :experiment_id',
    run_id: 'v.run_id = :run_id',
    dataset_id: 'v.dataset_id = :dataset_id',
    symbol: 'd.symbol = :symbol',
    range: 'v.range = any(:range)',
    status: 'v.status = any(:status)',
    search: `(${contains('e.name')} or ${contains('v.reason')})`,
    ...allBounds(EVALUATION_BOUNDS),
    ...period('created_at', 'v.created_at'),
    ...period('completed_at', 'v.completed_at'),
    ...period('from_time', 'v.from_time'),
    ...period('to_time', 'v.to_time'),
  },
} as const satisfies ListSpec

export const EVALUATION_SORTS = Object.keys(EVALUATIONS.sorts)

export function listEvaluations(filters: Readonly<Record<string, unknown>>, request: ListRequest) {
  return listRows<ApiEvaluation>(EVALUATIONS, filters, request)
}

/** @throws E_RECORD_NOT_FOUND */
export async function knownEvaluation(evaluationId: number): Promise<ApiEvaluation> {
  const request = { sort: 'evaluation_id', limit: 1 }
  const { rows: found } = await listEvaluations({ evaluation_id: evaluationId }, request)
  if (found[0] === undefined) throw await missing('evaluation', evaluationId)
  return found[0]
}

export interface ApiMetric {
  readonly evaluation_metric_id: number
  readonly subject: string
  readonly run_id: number | null
  readonly seed: number | null
  readonly episode_id: number | null
  readonly metric: string
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
}

const METRICS = {
  select: `m.evaluation_metric_id, m.subject, m.run_id, r.seed, m.episode_id, m.metric, m.value, m.low,
    m.high`,
  from: 'from evaluation_metrics m left join training_runs r on r.run_id = m.run_id',
  where: ['m.evaluation_id = :evaluation'],
  id: 'm.evaluation_metric_id',
  sorts: {
    evaluation_metric_id: { sql: 'm.evaluation_metric_id', kind: 'integer' },
    metric: { sql: 'm.metric', kind: 'text' },
    value: { sql: 'm.value', kind: 'double', nullable: true },
  },
  filters: {
    subject: 'm.subject = :subject',
    metric: 'm.metric = :metric',
    run_id: 'm.run_id = :run_id',
    search: contains('m.metric'),
    ...bounds('value', 'm.value', 'double'),
    ...bounds('low', 'm.low', 'double'),
    ...bounds('high', 'm.high', 'double'),
  },
} as const satisfies ListSpec

export const LOOK_SORTS = ['test_look_id', 'created_at']
export const EVALUATION_METRIC_SORTS = Object.keys(METRICS.sorts)

export function listEvaluationMetrics(
  evaluationId: number,
  filters: Readonly<Record<string, unknown>>,
  request: ListRequest
) {
  return listRows<ApiMetric>(METRICS, { ...filters, evaluation: evaluationId }, request)
}

const LOOKS = {
  select: `l.test_look_id, l.evaluation_id, l.created_at, u.email as person, l.reason, e.name,
    v.run_id`,
  from: `from test_looks l
    left join users u on u.id = l.user_id
    left join evaluation_runs v on v.evaluation_id = l.evaluation_id
    left join experiments e on e.experiment_id = v.experiment_id`,
  where: [
    'l.symbol = :symbol',
    'l.interval = :interval',
    'l.from_time <= :bars_to',
    'l.to_time >= :bars_from',
  ],
  id: 'l.test_look_id',
  sorts: {
    test_look_id: { sql: 'l.test_look_id', kind: 'integer' },
    created_at: { sql: 'l.created_at', kind: 'time' },
  },
  filters: {
    run_id: 'v.run_id = :run_id',
    search: `(${contains('l.reason')} or ${contains("coalesce(e.name, '')")})`,
    ...period('created_at', 'l.created_at'),
  },
} as const satisfies ListSpec

/** Every look at bars that overlap those of an evaluation, whatever the version of the dataset. */
export function listLooks(
  { symbol, interval, from_time: from, to_time: to }: ApiEvaluation,
  filters: Readonly<Record<string, unknown>>,
  request: ListRequest
) {
  const bars = { symbol: symbol ?? '', interval: interval ?? '', bars_from: from, bars_to: to }
  return listRows<ListedLook>(LOOKS, { ...filters, ...bars }, request)
}
