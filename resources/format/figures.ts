import type { NumberFormat } from '../../app/transformers/charts/chart_spec.ts'
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
  }
}

/** Two decimals, more under 1, none from 10,000. */
export function price(value: Figure): string {
  if (typeof value !== 'number') return decimal(value)
  const magnitude = Math.abs(value)
  if (magnitude >= 10_000) return whole(value)
  return magnitude < 1 && magnitude > 0 ? plain(value, 5) : decimal(value, 2)
}

const HISTOGRAM_HEIGHT = 16

/** Heights of a small histogram's bars; a count over 0 is at least a line. */
export function histogramBars(counts: readonly number[]): number[] {
  const most = Math.max(1, ...counts)
  return counts.map((count) => (count === 0 ? 0 : Math.max(0.6, (HISTOGRAM_HEIGHT * count) / most)))
}
