/**
 * Relative strength index, Wilder 1978, 0 .. 100, float64 [n]; seeded by the mean of the first `period`
 * changes, NaN before row `period`. Without any change there is no trend: 50.
 */
export function relativeStrength(close: Float64Array, period: number): Float64Array {
  const column = new Float64Array(close.length).fill(NaN)
  let [gain, loss] = [0, 0]
  for (let t = 1; t < close.length; t++) {
    const change = close[t] - close[t - 1]
    const up = change > 0 ? change : 0
    const down = change < 0 ? -change : 0
    if (t <= period) {
      gain += up
      loss += down
      if (t < period) continue
      gain /= period
      loss /= period
    } else {
      gain = (gain * (period - 1) + up) / period
      loss = (loss * (period - 1) + down) / period
    }
    const sum = gain + loss
    column[t] = sum === 0 ? 50 : (100 * gain) / sum
  }
  return column
}
