/** A deviation at or under this counts as zero: a ratio over it is undefined. */
export const ZERO = 1e-12

/** Simple returns r_t = E_t / E_(t-1) - 1 of an equity curve: float64 [bars - 1]. */
export function simpleReturns(equity: Float64Array): Float64Array {
  const returns = new Float64Array(Math.max(0, equity.length - 1))
  for (let t = 1; t < equity.length; t++) returns[t - 1] = equity[t] / equity[t - 1] - 1
  return returns
}

export function mean(values: Float64Array): number {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return sum / values.length
}

/** Central moments of a sample; skew and kurtosis are population moments without bias correction. */
export interface Moments {
  readonly n: number
  readonly mean: number
  /** ddof 1; 0 when at or under ZERO; null under two values. */
  readonly sd: number | null
  /** m3 / m2^1.5; null where sd is null or 0. */
  readonly skew: number | null
  /** m4 / m2^2 (a normal has 3); null where sd is null or 0. */
  readonly kurtosis: number | null
}

/** Moments of at least one value, in two passes. */
export function momentsOf(values: Float64Array): Moments {
  const n = values.length
  const m = mean(values)
  let [m2, m3, m4] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    const d = values[i] - m
    const d2 = d * d
    m2 += d2
    m3 += d2 * d
    m4 += d2 * d2
  }
  if (n < 2) return { n, mean: m, sd: null, skew: null, kurtosis: null }
  const sd = Math.sqrt(m2 / (n - 1))
  if (sd <= ZERO) return { n, mean: m, sd: 0, skew: null, kurtosis: null }
  const variance = m2 / n
  return {
    n,
    mean: m,
    sd,
    skew: m3 / n / variance ** 1.5,
    kurtosis: m4 / n / (variance * variance),
  }
}

/**
 * Quantile by linear interpolation (type 7: position q * (n - 1)), as low + h * (high - low), so that
 * equal neighbours give exactly their value. `sorted` ascending, not empty; q in [0, 1].
 */
export function quantile(sorted: Float64Array, q: number): number {
  const position = q * (sorted.length - 1)
  const low = Math.floor(position)
  const high = Math.min(low + 1, sorted.length - 1)
  return sorted[low] + (position - low) * (sorted[high] - sorted[low])
}
