/** Aroon, Chande 1995: bars since the extremes of the last period + 1 bars; float64 [n] each, NaN before row `period`. */
export interface Aroon {
  /** 0 .. 100; 100: the highest high is this bar's. */
  readonly up: Float64Array
  readonly down: Float64Array
  /** up - down, -100 .. 100 */
  readonly oscillator: Float64Array
}

/** Of equal extremes the latest counts, as in TA-Lib. */
export function aroon(high: Float64Array, low: Float64Array, period: number): Aroon {
  const n = high.length
  const up = new Float64Array(n).fill(NaN)
  const down = new Float64Array(n).fill(NaN)
  const oscillator = new Float64Array(n).fill(NaN)
  let [highest, lowest] = [0, 0]
  for (let t = 0; t < n; t++) {
    if (high[t] >= high[highest]) highest = t
    else if (highest < t - period) highest = lastExtreme(high, t - period, t, 1)
    if (low[t] <= low[lowest]) lowest = t
    else if (lowest < t - period) lowest = lastExtreme(low, t - period, t, -1)
    if (t < period) continue
    up[t] = (100 * (period - (t - highest))) / period
    down[t] = (100 * (period - (t - lowest))) / period
    oscillator[t] = up[t] - down[t]
  }
  return { up, down, oscillator }
}

/** The latest row of the largest value · sign in rows first .. last. */
function lastExtreme(values: Float64Array, first: number, last: number, sign: 1 | -1): number {
  let best = first
  for (let k = first + 1; k <= last; k++) if ((values[k] - values[best]) * sign >= 0) best = k
  return best
}
