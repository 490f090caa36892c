import type { Series } from '#core/market/series'
import { count, named, number, record, time } from '#openapi/shape'

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
