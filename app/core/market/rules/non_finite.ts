import type { Series } from '../series.ts'
import { barsText, barsWhere, type ValidationRule } from './rule.ts'

const COLUMNS = ['time', 'open', 'high', 'low', 'close', 'adjClose', 'volume'] as const

/** NaN stands for text or nothing where a number belongs. */
export const nonFiniteRule: ValidationRule = {
  name: 'non_finite',
  checks: 'Every time, price and volume is a finite number.',
  severity: 'error',
  repair: 'drop',
  find: ({ series }) => {
    const columns = COLUMNS.flatMap((name) => series[name] ?? [])
    const bars = barsWhere(series.length, (t) => !columns.every((c) => Number.isFinite(c[t])))
    if (bars.length === 0) return null
    return { bars, message: `${barsText(series, bars)}${firstValue(series, bars[0])}` }
  },
}

function firstValue(series: Series, t: number): string {
  const name = COLUMNS.find((column) => !Number.isFinite(series[column]?.[t] ?? 0)) ?? 'time'
  return `${name} is ${series[name]?.[t]}, not a finite number.`
}
