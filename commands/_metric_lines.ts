import { METRICS, type MetricUnit } from '#core/evaluation/metrics/metric_list'
import type { Interval } from '#core/evaluation/statistics/stationary_bootstrap'
import { CURVE_FACTS } from '#services/backtest/curve_report'

const ENTRIES: Readonly<Record<string, { title: string; unit: MetricUnit }>> = {
  ...METRICS,
  ...CURVE_FACTS,
}

/** Metrics by API name for a terminal, a line each: title, value and, where there is one, its interval. */
export function metricLines(
  metrics: Readonly<Record<string, number | null>>,
  intervals: Readonly<Record<string, Interval | null>> = {}
): string[] {
  const width = Math.max(...Object.values(ENTRIES).map(({ title }) => title.length))
  return Object.entries(metrics).map(([name, value]) => {
    const { title, unit } = ENTRIES[name]
    const interval = intervals[name] ?? null
    const bounds =
      interval === null ? '' : `   ${shown(interval.low, unit)} to ${shown(interval.high, unit)}`
    return `${title.padEnd(width)} ${shown(value, unit).padStart(16)}${bounds}`
  })
}

/** Undefined is a dash, never 0. */
function shown(value: number | null, unit: MetricUnit): string {
  if (value === null) return '–'
  const digits = (number: number, most: number, least = most) =>
    number
      .toLocaleString('en', { minimumFractionDigits: least, maximumFractionDigits: most })
      .replace('-', '−')
  switch (unit) {
    case 'share':
      return `${digits(100 * value, 2)} %`
    case 'bars':
    case 'count':
      return digits(value, 1, 0)
    case 'currency':
      return digits(value, 2)
    case 'ratio':
      return digits(value, 3)
    case 'times a year':
      return `${digits(value, 2)} a year`
  }
}
