import { mean } from '../metrics/moments.ts'

/**
 * Mean block length of the stationary bootstrap for the mean of a series, in bars: Politis & White
 * 2004 as corrected by Patton, Politis & White 2009. The lag is the first after which
 * max(5, ⌊log10 n⌋) autocorrelations in a row are insignificant. Not rounded; at least 2 values.
 */
export function optimalBlockLength(values: Float64Array): number {
  const n = values.length
  const centre = mean(values)
  const deviations = values.map((value) => value - centre)
  const run = Math.max(5, Math.floor(Math.log10(n)))
  const maxLag = Math.min(Math.ceil(Math.sqrt(n)) + run, n - 2)
  const critical = 2 * Math.sqrt(Math.log10(n) / n)
  const covariance = new Float64Array(maxLag + 1)
  let quiet = 0
  let significant: number | null = null
  for (let lag = 0; lag <= maxLag; lag++) {
    if (significant === null && lag >= run && quiet >= run) significant = lag - run
    const { product, correlation } = lagged(deviations, lag)
    covariance[lag] = product / n
    quiet = Math.abs(correlation) < critical ? quiet + 1 : 0
  }
  const m = significant === null ? maxLag : Math.min(2 * Math.max(significant, 1), maxLag)
  const length = flatTopLength(covariance, m) * Math.cbrt(n)
  const longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3))
  return Number.isFinite(length) ? Math.min(length, longest) : 1
}

/** Cross product at a lag, and the correlation with the norms of the two series one lag further in. */
function lagged(x: Float64Array, lag: number): { product: number; correlation: number } {
  const n = x.length
  let [product, late, early] = [0, 0, 0]
  for (let t = lag; t < n; t++) product += x[t] * x[t - lag]
  for (let t = lag + 1; t < n; t++) {
    late += x[t] * x[t]
    early += x[t - lag - 1] * x[t - lag - 1]
  }
  return { product, correlation: product / Math.sqrt(late * early) }
}

/** (2 G² / D)^(1/3) with the flat-top window of Politis & Romano 1995. */
function flatTopLength(covariance: Float64Array, m: number): number {
  let g = 0
  let longRun = covariance[0]
  for (let k = 1; k <= m; k++) {
    const window = k / m <= 0.5 ? 1 : 2 * (1 - k / m)
    g += 2 * window * k * covariance[k]
    longRun += 2 * window * covariance[k]
  }
  return Math.cbrt((2 * g * g) / (2 * longRun * longRun))
}
