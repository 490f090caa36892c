import type { Series } from '../../market/series.ts'

/** Directional movement, Wilder 1978, each 0 .. 100; float64 [n]. */
export interface DirectionalMovement {
  /** NaN before row 2 · period - 1. */
  readonly adx: Float64Array
  /** NaN before row `period`. */
  readonly plus: Float64Array
  readonly minus: Float64Array
}

/**
 * ADX with +DI and −DI, TA-Lib's seeds: Wilder's running totals begin as the sums of rows
 * 1 .. period - 1, ADX as the mean of the first `period` DX. Where nothing moves all three are 0.
 */
export function directionalMovement(
  { high, low, close, length }: Series,
  period: number
): DirectionalMovement {
  const adx = new Float64Array(length).fill(NaN)
  const plus = new Float64Array(length).fill(NaN)
  const minus = new Float64Array(length).fill(NaN)
  let [range, up, down, average] = [0, 0, 0, 0]
  const keep = 1 - 1 / period
  for (let t = 1; t < length; t++) {
    const rise = high[t] - high[t - 1]
    const fall = low[t - 1] - low[t]
    const before = close[t - 1]
    const share = t < period ? 1 : keep
    range =
      range * share +
      Math.max(high[t] - low[t], Math.abs(high[t] - before), Math.abs(low[t] - before))
    up = up * share + (rise > fall && rise > 0 ? rise : 0)
    down = down * share + (fall > rise && fall > 0 ? fall : 0)
    if (t < period) continue
    plus[t] = range > 0 ? (100 * up) / range : 0
    minus[t] = range > 0 ? (100 * down) / range : 0
    const sum = plus[t] + minus[t]
    const dx = sum > 0 ? (100 * Math.abs(plus[t] - minus[t])) / sum : 0
    if (t < 2 * period) average += dx / period
    else average += (dx - average) / period
    if (t >= 2 * period - 1) adx[t] = average
  }
  return { adx, plus, minus }
}
