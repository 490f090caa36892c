import type { Series } from '../market/series.ts'

/**
 * Wilder's average true range, float64 [bars]: NaN before bar `period`, there the mean of the true
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

/**
 * Annualised sample sd (ddof 1) of the last `window` log returns of the close, float64 [bars]: NaN
 * before bar `window`.
 */
export function historicalVolatility(
  series: Series,
  window: number,
  periodsPerYear: number
): Float64Array {
  const { close, length } = series
  const column = new Float64Array(length).fill(NaN)
  const returns = new Float64Array(length)
  for (let i = 1; i < length; i++) returns[i] = Math.log(close[i] / close[i - 1])
  for (let i = window; i < length; i++) {
    let sum = 0
    for (let k = i - window + 1; k <= i; k++) sum += returns[k]
    const mean = sum / window
    let squares = 0
    for (let k = i - window + 1; k <= i; k++) squares += (returns[k] - mean) ** 2
    column[i] = Math.sqrt(squares / (window - 1)) * Math.sqrt(periodsPerYear)
  }
  return column
}
