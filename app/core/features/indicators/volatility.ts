/** ln(close[t] / close[t - period]), float64 [n]; NaN before row `period`. */
export function logReturns(close: Float64Array, period: number): Float64Array {
  const column = new Float64Array(close.length).fill(NaN)
  for (let t = period; t < close.length; t++) column[t] = Math.log(close[t] / close[t - period])
  return column
}

/**
 * Historical volatility: sd (ddof 1) of the last `period` one-bar log returns times √periodsPerYear,
 * float64 [n]; NaN before row `period`. Each window in two passes.
 */
export function historicalVolatility(
  close: Float64Array,
  period: number,
  periodsPerYear: number
): Float64Array {
  const returns = logReturns(close, 1)
  const column = new Float64Array(close.length).fill(NaN)
  const root = Math.sqrt(periodsPerYear)
  for (let t = period; t < close.length; t++) {
    let sum = 0
    for (let k = t - period + 1; k <= t; k++) sum += returns[k]
    const mean = sum / period
    let squares = 0
    for (let k = t - period + 1; k <= t; k++) {
      const d = returns[k] - mean
      squares += d * d
    }
    column[t] = Math.sqrt(squares / (period - 1)) * root
  }
  return column
}
