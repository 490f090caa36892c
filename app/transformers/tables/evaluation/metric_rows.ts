import { METRIC_NAMES, METRICS, type MetricName } from '#core/evaluation/metrics/metric_list'
import type { Interval } from '#core/evaluation/statistics/stationary_bootstrap'
import type { SeedSpread, TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'

/** A metric of the shown seed, of all seeds and of each benchmark. */
export interface MetricRow {
  readonly name: MetricName
  readonly title: string
  readonly unit: string
  readonly rule: string
  /** When it is undefined. */
  readonly why: string
  readonly shown: number | null
  /** 95 %, where it was resampled. */
  readonly interval: Interval | null
  readonly spread: SeedSpread
  readonly benchmarks: readonly (number | null)[]
}

/** How a metric is written; a loss of one bar is so small that it needs two decimals. */
export function unitOf(name: MetricName): string {
  return name === 'var_95' || name === 'cvar_95' ? 'share of one bar' : METRICS[name].unit
}

export function metricRows({
  agents,
  shown,
  spread,
  benchmarks,
  intervals,
}: TearSheet): MetricRow[] {
  const resampled: Partial<Record<MetricName, Interval | null>> = {
    sharpe: intervals?.sharpe,
    cagr: intervals?.cagr,
    max_drawdown: intervals?.maxDrawdown,
  }
  return METRIC_NAMES.map((name) => ({
    name,
    ...METRICS[name],
    unit: unitOf(name),
    shown: agents[shown].metrics[name],
    interval: resampled[name] ?? null,
    spread: spread[name],
    benchmarks: benchmarks.map(({ metrics }) => metrics[name]),
  }))
}
