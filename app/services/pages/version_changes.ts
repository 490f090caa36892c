import type { Series } from '#core/market/series'

/** How one version's bars differ from those of the version before. */
export interface VersionChange {
  readonly added: number
  readonly removed: number
  readonly changed: number
}

const PRICES = ['open', 'high', 'low', 'close', 'volume'] as const

/** Compares bars of the same time; both series are in order. */
export function versionChange(before: Series, after: Series): VersionChange {
  let [added, removed, changed] = [0, 0, 0]
  let [b, a] = [0, 0]
  while (b < before.length || a < after.length) {
    const old = before.time[b] ?? Infinity
    const now = after.time[a] ?? Infinity
    if (old === now) {
      if (PRICES.some((column) => before[column][b] !== after[column][a])) changed++
      b++
      a++
    } else if (now < old) {
      added++
      a++
    } else {
      removed++
      b++
    }
  }
  return { added, removed, changed }
}
