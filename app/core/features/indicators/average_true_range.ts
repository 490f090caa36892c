import type { Series } from '../../market/series.ts'

/**
 * Wilder's average true range in units of price, float64 [bars]: NaN before bar `period`, there the mean of the true
 * ranges of bars 1 .. period, then (value · (period − 1) + range) / period.
 */
export function averageTrueRange(series: Series, period: number): Float64Array {
  const { high, low, close, length } = series
  const column = new Float64Array(length).fill(NaN)
  let value = 0
  for (let i = 1; i < length; i++) {
    const before = close[i - 1]
    const range = Math.max(high[i] - low[i], Math.abs(high[i] - before), Math.abs(low[i] - before))
    if (i < period) value += range
    else if (i === period) value = (value + range) / period
    else value = (value * (period - 1) + range) / period
    if (i >= period) column[i] = value
  }
  return column
}
