import { DAY_MILLISECONDS, dayNumber } from '../../../app/core/market/civil_day.ts'
import { seriesOf, type SeriesColumns } from '../../../app/core/market/series_of.ts'
import type {
  CorporateAction,
  SeriesIdentity,
  SourcedSeries,
} from '../../../app/core/market/series.ts'

/** UTC epoch milliseconds of a day, for example `day(2024, 1, 31)`. */
export function day(year: number, month: number, date: number): number {
  return dayNumber(year, month, date) * DAY_MILLISECONDS
}

/** The first `count` weekdays from Monday, 3 June 2024 on: no holiday for two weeks. */
export function weekdays(count: number): number[] {
  return Array.from({ length: count }, (_, t) => day(2024, 6, 3 + Math.floor(t / 5) * 7 + (t % 5)))
}

interface Given extends Partial<SeriesColumns> {
  readonly close: readonly number[]
  readonly identity?: Partial<SeriesIdentity>
  readonly actions?: readonly CorporateAction[]
  readonly splitAdjusted?: boolean
  readonly quoteVolume?: readonly number[]
}

/** Daily bars of a sound little series: opens are the close less 0.1, ranges are as wide as needed. */
export function barsOf(given: Given): SourcedSeries {
  const { close, quoteVolume } = given
  const open = given.open ?? close.map((price) => price - 0.1)
  const series = seriesOf({
    time: given.time ?? weekdays(close.length),
    open,
    high: given.high ?? close.map((price, t) => Math.max(price, open[t])),
    low: given.low ?? close.map((price, t) => Math.min(price, open[t])),
    close,
    adjClose: given.adjClose,
    volume: given.volume ?? close.map((_, t) => 1000 + t),
  })
  return {
    identity: {
      symbol: 'TEST',
      interval: '1d',
      source: 'fixture',
      calendar: 'exchange',
      currency: 'USD',
      ...given.identity,
    },
    series,
    actions: given.actions ?? [],
    splitAdjusted: given.splitAdjusted ?? false,
    quoteVolume: quoteVolume && Float64Array.from(quoteVolume),
  }
}
