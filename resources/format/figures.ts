import type { Dash, NumberAxis, NumberFormat } from '../../app/transformers/charts/chart_spec.ts'
import {
  compact,
  decimal,
  money,
  percent,
  plain,
  signedPercent,
  whole,
  type Figure,
} from './numbers.ts'

/** Writes a number of a figure. `places` overrides the digits of per cent. */
export function formatNumber(
  value: Figure,
  format: NumberFormat,
  currency: string | null,
  places?: number
): string {
  switch (format) {
    case 'price':
      return price(value)
    case 'money':
      return money(value, currency, 0)
    case 'percent':
      return percent(value, places ?? 1)
    case 'signed_percent':
      return signedPercent(value, places ?? 1)
    case 'ratio':
      return decimal(value, 2)
    case 'whole':
      return whole(value)
    case 'compact':
      return compact(value)
    case 'plain':
      return plain(value, 4)
    case 'power_of_ten':
      return plain(typeof value === 'number' ? 10 ** value : value, 3)
  }
}

/** An x value of a number axis in words. */
export function axisText({ names, format }: NumberAxis, value: number): string {
  return names?.[value] ?? formatNumber(value, format ?? 'whole', null)
}

const DASHES: Readonly<Record<Dash, readonly number[]>> = {
  solid: [],
  dashed: [6, 3],
  dotted: [2, 2],
  dash_dot: [7, 3, 2, 3],
  long_dash: [12, 4],
  dash_dot_dot: [7, 2, 2, 2, 2, 2],
}

/** Lengths of a line's strokes and gaps, in pixels. */
export function dashLengths(dash: Dash = 'solid'): number[] {
  return [...DASHES[dash]]
}

/** Two decimals, more under 1, none from 10,000. */
export function price(value: Figure): string {
  if (typeof value !== 'number') return decimal(value)
  const magnitude = Math.abs(value)
  if (magnitude >= 10_000) return whole(value)
  return magnitude < 1 && magnitude > 0 ? plain(value, 5) : decimal(value, 2)
}

/** A metric in its unit: 12.3 %, 1.05, $1,234. */
export function metricFigure(value: Figure, unit: string, currency: string | null): string {
  switch (unit) {
    case 'share':
      return percent(value)
    case 'share of one bar':
      return percent(value, 2)
    case 'bars':
    case 'times a year':
      return Number.isInteger(value) ? whole(value) : decimal(value, 1)
    case 'currency':
      return money(value, currency)
    case 'ratio':
      return decimal(value, 2)
    default:
      return plain(value, 4)
  }
}

const HISTOGRAM_HEIGHT = 16

/** Heights of a small histogram's bars; a count over 0 is at least a line. */
export function histogramBars(counts: readonly number[]): number[] {
  const most = Math.max(1, ...counts)
  return counts.map((count) => (count === 0 ? 0 : Math.max(0.6, (HISTOGRAM_HEIGHT * count) / most)))
}
