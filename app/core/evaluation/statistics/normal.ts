/**
 * Standard normal distribution. `normalCdf` by the series of Abramowitz & Stegun 26.2.10 within 3 of 0
 * and the continued fraction 26.2.14 beyond; absolute error under 1e-14.
 */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return NaN
  const z = Math.abs(x)
  if (z > 38) return x > 0 ? 1 : 0
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  if (z < 3) {
    let term = z
    let sum = z
    for (let k = 3; Math.abs(term) > 1e-17 * sum; k += 2) {
      term *= (z * z) / k
      sum += term
    }
    return x >= 0 ? 0.5 + density * sum : 0.5 - density * sum
  }
  let fraction = 0
  for (let k = 120; k > 0; k--) fraction = k / (z + fraction)
  const tail = density / (z + fraction)
  return x > 0 ? 1 - tail : tail
}

/**
 * Quantile of the standard normal: Acklam's rational approximation (relative error 1.2e-9), sharpened
 * by one step of Halley's method. p in (0, 1); 0 and 1 give -Infinity and Infinity.
 */
export function normalQuantile(p: number): number {
  if (p <= 0) return p === 0 ? -Infinity : NaN
  if (p >= 1) return p === 1 ? Infinity : NaN
  const x = p < 0.5 ? approximate(p) : -approximate(1 - p)
  const error = normalCdf(x) - p
  const step = error * Math.sqrt(2 * Math.PI) * Math.exp((x * x) / 2)
  return x - step / (1 + (x * step) / 2)
}

const A = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2,
  -3.066479806614716e1, 2.506628277459239,
]
const B = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1,
  -1.328068155288572e1, 1,
]
const C = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734,
  4.374664141464968, 2.938163982698783,
]
const D = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1]

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)
}

/** For p in (0, 0.5]. */
function approximate(p: number): number {
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p))
    return polynomial(C, q) / polynomial(D, q)
  }
  const q = p - 0.5
  return (polynomial(A, q * q) * q) / polynomial(B, q * q)
}
