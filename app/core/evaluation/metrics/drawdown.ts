/** One fall of an equity curve from a peak. Bars are indices into the curve. */
export interface Drawdown {
  /** The latest bar at the peak's level. */
  readonly start: number
  /** The first bar at the lowest equity. */
  readonly trough: number
  /** The first bar at or above the peak's level; null: not recovered. */
  readonly recovery: number | null
  /** Lowest equity / peak - 1, below 0. */
  readonly depth: number
  /** Bars from start to recovery, or to the last bar. */
  readonly length: number
}

/** E / cummax(E) - 1 at each bar: float64 [bars], each <= 0. */
export function drawdownSeries(equity: Float64Array): Float64Array {
  const series = new Float64Array(equity.length)
  let peak = -Infinity
  for (let t = 0; t < equity.length; t++) {
    if (equity[t] > peak) peak = equity[t]
    series[t] = equity[t] / peak - 1
  }
  return series
}

/** Every drawdown of a curve, in time order. */
export function drawdownsOf(equity: Float64Array): Drawdown[] {
  const found: Drawdown[] = []
  const last = equity.length - 1
  let start = 0
  let trough = -1
  const close = (recovery: number | null): void => {
    const depth = equity[trough] / equity[start] - 1
    found.push({ start, trough, recovery, depth, length: (recovery ?? last) - start })
    trough = -1
  }
  for (let t = 1; t <= last; t++) {
    if (equity[t] >= equity[start]) {
      if (trough >= 0) close(t)
      start = t
    } else if (trough < 0 || equity[t] < equity[trough]) {
      trough = t
    }
  }
  if (trough >= 0) close(null)
  return found
}

/** The deepest drawdown, the first of equal ones; null: the curve never falls. */
export function deepest(drawdowns: readonly Drawdown[]): Drawdown | null {
  let worst: Drawdown | null = null
  for (const drawdown of drawdowns) {
    if (worst === null || drawdown.depth < worst.depth) worst = drawdown
  }
  return worst
}
