/**
 * Simple moving average, float64 [n]; NaN before row period - 1. Each window is summed anew, so that no
 * digits are lost over long series and a value depends on its window alone.
 */
export function simpleAverage(values: Float64Array, period: number): Float64Array {
  const column = new Float64Array(values.length).fill(NaN)
  for (let t = period - 1; t < values.length; t++) {
    let sum = 0
    for (let k = t - period + 1; k <= t; k++) sum += values[k]
    column[t] = sum / period
  }
  return column
}

/**
 * Exponential moving average with alpha 2 / (period + 1), seeded as TA-Lib does by the mean of the
 * `period` values from row `start` on; NaN before row start + period - 1.
 */
export function exponentialAverage(values: Float64Array, period: number, start = 0): Float64Array {
  const column = new Float64Array(values.length).fill(NaN)
  const first = start + period - 1
  if (first >= values.length) return column
  let value = 0
  for (let k = start; k <= first; k++) value += values[k]
  value /= period
  column[first] = value
  const alpha = 2 / (period + 1)
  for (let t = first + 1; t < values.length; t++) {
    value += alpha * (values[t] - value)
    column[t] = value
  }
  return column
}
