import type { Series } from '#core/market/series'

export const BAR_COLUMNS = ['open', 'high', 'low', 'close', 'volume'] as const

/** The values of a bar by their columns. */
export type BarValues = Readonly<Record<(typeof BAR_COLUMNS)[number], number>>

/** A bar that only one of two versions has, or that differs between them. */
export interface ChangedBar {
  /** UTC epoch ms. */
  readonly time: number
  /** Null: it is added. */
  readonly before: BarValues | null
  /** Null: it is gone. */
  readonly after: BarValues | null
}

/** How the bars of one version differ from those of another. */
export interface VersionChange {
  readonly added: number
  readonly removed: number
  readonly changed: number
  /** The first of them, oldest first. */
  readonly bars: readonly ChangedBar[]
}

/**
 * Compares bars of the same time; both series are in order.
 * @param mostBars so many are listed at most; all are counted
 */
export function versionChange(before: Series, after: Series, mostBars = 0): VersionChange {
  const counts = { added: 0, removed: 0, changed: 0 }
  const bars: ChangedBar[] = []
  let [b, a] = [0, 0]
  while (b < before.length || a < after.length) {
    const old = before.time[b] ?? Infinity
    const now = after.time[a] ?? Infinity
    const [isOld, isNow] = [old <= now, now <= old]
    const what = !isOld ? 'added' : !isNow ? 'removed' : 'changed'
    if (what !== 'changed' || BAR_COLUMNS.some((name) => before[name][b] !== after[name][a])) {
      counts[what]++
      if (bars.length < mostBars) {
        bars.push({
          time: Math.min(old, now),
          before: isOld ? valuesAt(before, b) : null,
          after: isNow ? valuesAt(after, a) : null,
        })
      }
    }
    if (isOld) b++
    if (isNow) a++
  }
  return { ...counts, bars }
}

function valuesAt(series: Series, bar: number): BarValues {
  const { open, high, low, close, volume } = series
  return {
    open: open[bar]!,
    high: high[bar]!,
    low: low[bar]!,
    close: close[bar]!,
    volume: volume[bar]!,
  }
}
