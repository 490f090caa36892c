import { ZERO, simpleReturns } from './moments.ts'

/** Annualised figures of the last `window` returns at each bar; NaN before there are so many, and where Sharpe is undefined. */
export interface RollingMetrics {
  readonly window: number
  /** float64 [bars] */
  readonly sharpe: Float64Array
  /** float64 [bars] */
  readonly volatility: Float64Array
}

/** Rolling Sharpe ratio and volatility of an equity curve, `window` >= 2 returns, in one pass a window. */
export function rollingMetrics(
  equity: Float64Array,
  window: number,
  periodsPerYear: number
): RollingMetrics {
  const returns = simpleReturns(equity)
  const sharpe = new Float64Array(equity.length).fill(NaN)
  const volatility = new Float64Array(equity.length).fill(NaN)
  const root = Math.sqrt(periodsPerYear)
  for (let t = window; t < equity.length; t++) {
    const { mean, sd } = windowMoments(returns, t - window, t)
    volatility[t] = sd * root
    if (sd > ZERO) sharpe[t] = (mean / sd) * root
  }
  return { window, sharpe, volatility }
}

/** Two passes over returns[first .. end - 1]: running sums would lose digits over long curves. */
function windowMoments(returns: Float64Array, first: number, end: number) {
  const n = end - first
  let sum = 0
  for (let i = first; i < end; i++) sum += returns[i]
  const mean = sum / n
  let squares = 0
  for (let i = first; i < end; i++) squares += (returns[i] - mean) ** 2
  return { mean, sd: Math.sqrt(squares / (n - 1)) }
}
