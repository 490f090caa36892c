import { METRIC_NAMES, METRICS } from '#core/evaluation/metrics/metric_list'
import type { Interval } from '#core/evaluation/statistics/stationary_bootstrap'
import type { Compared } from '#services/pages/compare/compared'
import { unitOf } from '#transformers/tables/evaluation/metric_rows'

/** A metric of all that are compared. */
export interface ComparedMetric {
  readonly title: string
  readonly unit: string
  readonly rule: string
  /** When it is undefined. */
  readonly why: string
  readonly cells: readonly ComparedCell[]
}

interface ComparedCell {
  readonly value: number | null
  readonly interval: Interval | null
  /** Its interval lies above all others: only then is one called the best. */
  readonly best: boolean
}

/** Metrics that at least one of them has. */
export function metricComparison(compared: readonly Compared[]): ComparedMetric[] {
  const known = METRIC_NAMES.filter((name) =>
    compared.some(({ metrics }) => (metrics[name] ?? null) !== null)
  )
  return known.map((name) => {
    const intervals = compared.map((each) => each.intervals[name] ?? null)
    const best = clearlyBest(intervals)
    return {
      ...METRICS[name],
      unit: unitOf(name),
      cells: compared.map(({ metrics }, k) => ({
        value: metrics[name] ?? null,
        interval: intervals[k],
        best: k === best,
      })),
    }
  })
}

/** Index of the interval that lies above all others, each of which is known and not a single point; else null. */
export function clearlyBest(intervals: readonly (Interval | null)[]): number | null {
  const known = intervals
    .filter((interval) => interval !== null)
    .filter(({ low, high }) => low < high)
  if (known.length < intervals.length || known.length < 2) return null
  const index = known.findIndex(({ low }, k) =>
    known.every((other, i) => i === k || low > other.high)
  )
  return index === -1 ? null : index
}
