import type { Series } from '#core/market/series'
import { count, named, number, record, time } from '#openapi/shape'
import type { IndexedRows } from '#services/api/array_page'

export const barRecord = named(
  'Bar',
  record({
    bar: count('Index of the bar.'),
    time: time('When the bar opens.'),
    open: number('Price at the open.'),
    high: number('Highest price.'),
    low: number('Lowest price.'),
    close: number('Price at the close.'),
    volume: number('Units traded; 0: nothing.'),
  })
)

/** What bounds and orders bars. */
export const BAR_FIGURES = {
  open: { kind: 'double' },
  high: { kind: 'double' },
  low: { kind: 'double' },
  close: { kind: 'double' },
  volume: { kind: 'double' },
} as const

/** Bars as a list filters and orders them. */
export function indexedBars(series: Series): IndexedRows {
  const names = Object.keys(BAR_FIGURES) as (keyof typeof BAR_FIGURES)[]
  const columns = names.map((name) => [name, (bar: number) => series[name][bar]!] as const)
  const { length, time: times } = series
  return { index: 'bar', length, times, columns: Object.fromEntries(columns) }
}

export function barJson({ time: times, open, high, low, close, volume }: Series, bar: number) {
  return {
    bar,
    time: new Date(times[bar]!).toISOString(),
    open: open[bar]!,
    high: high[bar]!,
    low: low[bar]!,
    close: close[bar]!,
    volume: volume[bar]!,
  }
}
