import { normalCdf } from '#core/evaluation/statistics/normal'

/** How two samples compare. */
export interface RankSum {
  /** Share of pairs in which the one of `a` is lower, half a pair for a tie (Vargha & Delaney 2000). */
  readonly lowerShare: number
  /** One-sided p of Mann & Whitney 1947 that those of `a` are not lower. */
  readonly p: number
}

/** (1) pairs won; (2) their variance if both were alike, less for ties; (3) the normal approximation. */
export function rankSum(a: readonly number[], b: readonly number[]): RankSum {
  // (1)
  let wins = 0
  for (const x of a) for (const y of b) wins += x < y ? 1 : x === y ? 0.5 : 0
  const pairs = a.length * b.length
  // (2)
  const n = a.length + b.length
  let ties = 0
  for (const { length: t } of Map.groupBy([...a, ...b], (x) => x).values()) ties += t ** 3 - t
  const variance = (pairs / 12) * (n + 1 - ties / (n * (n - 1)))
  // (3)
  const z = variance === 0 ? 0 : (wins - pairs / 2 - 0.5) / Math.sqrt(variance)
  return { lowerShare: wins / pairs, p: variance === 0 ? 1 : 1 - normalCdf(z) }
}
