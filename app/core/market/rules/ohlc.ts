import type { Series } from '../series.ts'
import { barsText, barsWhere, type ValidationRule } from './rule.ts'

export const ohlcRule: ValidationRule = {
  name: 'ohlc',
  checks: 'low <= min(open, close) and high >= max(open, close).',
  severity: 'error',
  repair: 'drop',
  find: ({ series }) => {
    const { length, open, high, low, close } = series
    const bars = barsWhere(
      length,
      (t) => low[t] > open[t] || low[t] > close[t] || high[t] < open[t] || high[t] < close[t]
    )
    if (bars.length === 0) return null
    return { bars, message: `${barsText(series, bars)}${firstValue(series, bars[0])}` }
  },
}

function firstValue({ open, high, low, close }: Series, t: number): string {
  const [least, most] = [Math.min(open[t], close[t]), Math.max(open[t], close[t])]
  return low[t] > least
    ? `low ${low[t]} is above min(open, close) ${least}.`
    : `high ${high[t]} is below max(open, close) ${most}.`
}
