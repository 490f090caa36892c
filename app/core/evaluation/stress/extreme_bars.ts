import { momentsOf } from '../metrics/moments.ts'
import type { ExtremeBars } from '../tear_sheet/tear_sheet.ts'

const EXTREME_SHARE = 0.01

/**
 * What is left of a return series without its worst or best 1 % of bars (rounded up): does the result
 * hang on a few days?
 * @param returns simple returns, float64 [n]
 * @param periodsPerYear for annualising
 * @returns null for fewer than 3 returns
 */
export function withoutExtremes(
  returns: Float64Array,
  side: 'worst' | 'best',
  periodsPerYear: number
): ExtremeBars | null {
  if (returns.length < 3) return null
  const removed = Math.ceil(returns.length * EXTREME_SHARE)
  const sorted = returns.slice().sort()
  const kept = side === 'worst' ? sorted.subarray(removed) : sorted.subarray(0, -removed)
  if (kept.length < 2) return null
  const { mean, sd } = momentsOf(kept)
  const growth = kept.reduce((product, r) => product * (1 + r), 1)
  return {
    removed,
    sharpe: sd === null || sd === 0 ? null : (mean / sd) * Math.sqrt(periodsPerYear),
    totalReturn: growth - 1,
  }
}
