/** A rank correlation with its 95 % interval; null: all ranks agree, which leaves no spread to judge by. */
export interface Correlation {
  readonly rho: number
  readonly low: number | null
  readonly high: number | null
  /** Pairs it rests on. */
  readonly pairs: number
}

const LEAST_PAIRS = 4
/** 97.5 % quantile of the standard normal. */
const Z = 1.959963984540054

/**
 * Spearman's rank correlation, equal values getting the mean of their ranks, with the interval of
 * Bonett & Wright (2000, eq. 3): Fisher's z plus and minus 1.96 · sqrt((1 + rho² / 2) / (n − 3)). At a
 * rho of 1 or −1 z is infinite: the interval would be the point alone, even of 4 pairs, so there is none.
 * @param x y of the same length; a pair with a null is left out
 * @returns null under 4 pairs, or where one of the two never changes
 */
export function rankCorrelation(
  x: readonly (number | null)[],
  y: readonly (number | null)[]
): Correlation | null {
  const both = x.flatMap((a, i) => {
    const b = y[i]
    return a === null || b === null || b === undefined ? [] : [[a, b] as const]
  })
  if (both.length < LEAST_PAIRS) return null
  const rho = pearson(ranksOf(both.map(([a]) => a)), ranksOf(both.map(([, b]) => b)))
  if (rho === null) return null
  if (Math.abs(rho) === 1) return { rho, low: null, high: null, pairs: both.length }
  const spread = Math.sqrt((1 + (rho * rho) / 2) / (both.length - 3))
  const z = Math.atanh(rho)
  return {
    rho,
    low: Math.tanh(z - Z * spread),
    high: Math.tanh(z + Z * spread),
    pairs: both.length,
  }
}

/** Ranks from 1, smallest first; equal values share the mean of their ranks. */
export function ranksOf(values: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b] || a - b)
  const ranks = new Array<number>(values.length)
  for (let start = 0; start < order.length;) {
    let end = start + 1
    while (end < order.length && values[order[end]] === values[order[start]]) end++
    for (let i = start; i < end; i++) ranks[order[i]] = (start + 1 + end) / 2
    start = end
  }
  return ranks
}

/** Product-moment correlation within [-1, 1]; null where one side never changes. */
function pearson(x: readonly number[], y: readonly number[]): number | null {
  const mean = (x.length + 1) / 2 // of ranks, ties or not
  let [xy, xx, yy] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    xy += (x[i] - mean) * (y[i] - mean)
    xx += (x[i] - mean) ** 2
    yy += (y[i] - mean) ** 2
  }
  if (xx === 0 || yy === 0) return null
  return Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)))
}

/** All pairs of columns; the diagonal is 1. */
export function correlationMatrix(
  columns: readonly (readonly (number | null)[])[]
): (Correlation | null)[][] {
  return columns.map((a) => columns.map((b) => rankCorrelation(a, b)))
}

/**
 * Share of the ranks' variance that lies between groups: eta² of Kruskal & Wallis' H (1952, with
 * their correction for ties), (H − k + 1) / (n − k) (Tomczak & Tomczak 2014), not under 0. The order of
 * the groups plays no part.
 * @param groups index of the group of each value
 * @returns null under 2 groups, without more values than groups, or where all values are equal
 */
export function groupEffect(values: readonly number[], groups: readonly number[]): number | null {
  const n = values.length
  const sums = new Map<number, { count: number; ranks: number }>()
  const ranks = ranksOf(values)
  for (let i = 0; i < n; i++) {
    const sum = sums.get(groups[i]) ?? { count: 0, ranks: 0 }
    sums.set(groups[i], { count: sum.count + 1, ranks: sum.ranks + ranks[i] })
  }
  const k = sums.size
  if (k < 2 || n <= k) return null
  const tied = new Map<number, number>()
  for (const rank of ranks) tied.set(rank, (tied.get(rank) ?? 0) + 1)
  const ties = [...tied.values()].reduce((sum, t) => sum + t ** 3 - t, 0)
  const correction = 1 - ties / (n ** 3 - n)
  if (correction === 0) return null
  const between = [...sums.values()].reduce((sum, each) => sum + each.ranks ** 2 / each.count, 0)
  const h = ((12 / (n * (n + 1))) * between - 3 * (n + 1)) / correction
  return Math.max(0, (h - k + 1) / (n - k))
}
