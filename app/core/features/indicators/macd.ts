import { exponentialAverage } from './moving_averages.ts'

/** Moving average convergence divergence, Appel 1979; float64 [n] each. */
export interface Macd {
  /** Fast average minus slow one, in units of price. */
  readonly line: Float64Array
  readonly signal: Float64Array
  /** Line minus signal. */
  readonly histogram: Float64Array
}

/**
 * MACD with TA-Lib's seeds: both averages begin at row slow - 1, the fast one from the mean of the
 * `fast` rows up to it, the signal from the mean of the line's first `signal` values. All three are NaN
 * before row slow + signal - 2.
 */
export function macd(close: Float64Array, fast: number, slow: number, signal: number): Macd {
  const n = close.length
  const quick = exponentialAverage(close, fast, slow - fast)
  const slowly = exponentialAverage(close, slow)
  const line = new Float64Array(n).fill(NaN)
  for (let t = slow - 1; t < n; t++) line[t] = quick[t] - slowly[t]
  const average = exponentialAverage(line, signal, slow - 1)
  const histogram = new Float64Array(n).fill(NaN)
  const first = slow + signal - 2
  line.fill(NaN, 0, Math.min(first, n))
  for (let t = first; t < n; t++) histogram[t] = line[t] - average[t]
  return { line, signal: average, histogram }
}
