import type { ComparedPlay } from '#core/evaluation/compared_play'
import { medianOfSorted } from '#core/evaluation/verdicts/robustness_verdicts'

/** What stands in the out-of-sample table, in its order; API names. */
export const TABLE_METRICS = [
  'total_return',
  'cagr',
  'sharpe',
  'sortino',
  'max_drawdown',
  'trades',
  'exposure',
] as const
export type TableMetric = (typeof TABLE_METRICS)[number]

export interface SubjectMetrics {
  /** agent, median, buy_and_hold, sma_crossover, always_flat */
  readonly subject: string
  readonly seed: number | null
  readonly runId: number | null
  readonly metrics: Readonly<Record<TableMetric, number | null>>
}

export function subjectOf(
  subject: string,
  runId: number | null,
  { curve, trade, exposure }: ComparedPlay,
  seed: number | null = null
): SubjectMetrics {
  return {
    subject,
    seed,
    runId,
    metrics: {
      total_return: curve.totalReturn,
      cagr: curve.cagr,
      sharpe: curve.sharpe,
      sortino: curve.sortino,
      max_drawdown: curve.maxDrawdown,
      trades: trade.trades,
      exposure,
    },
  }
}

/** The median of each metric over the seeds for which it is defined. */
export function medianOf(agents: readonly SubjectMetrics[]): SubjectMetrics {
  const median = (metric: TableMetric): number | null => {
    const values = agents.flatMap(({ metrics }) => metrics[metric] ?? [])
    return values.length === 0 ? null : medianOfSorted(values.sort((a, b) => a - b))
  }
  const entries = TABLE_METRICS.map((metric) => [metric, median(metric)] as const)
  return {
    subject: 'median',
    seed: null,
    runId: null,
    metrics: Object.fromEntries(entries) as Record<TableMetric, number | null>,
  }
}
