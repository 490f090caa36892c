import type { MetricName } from '#core/evaluation/metrics/metric_list'

/** What stands in an out-of-sample table, in its order. */
export const TABLE_METRICS = [
  'total_return',
  'cagr',
  'sharpe',
  'sortino',
  'max_drawdown',
  'trades',
  'exposure',
] as const satisfies readonly MetricName[]
export type TableMetric = (typeof TABLE_METRICS)[number]
