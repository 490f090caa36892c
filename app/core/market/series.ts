/**
 * Bars of one instrument in columns of equal length, oldest first, `time` strictly increasing.
 * Prices are in the quote currency, volume in units (0 = nothing traded).
 */
export interface Series {
  /** Number of bars. */
  readonly length: number
  /** UTC epoch milliseconds of each bar's open. */
  readonly time: Float64Array
  readonly open: Float64Array
  readonly high: Float64Array
  readonly low: Float64Array
  readonly close: Float64Array
  /** Close adjusted for splits and dividends as the source gives it; null when it gives none. */
  readonly adjClose: Float64Array | null
  readonly volume: Float64Array
}

/** A split (`ratio` new units for one old unit) or a cash dividend (`amount` a unit, quote currency). */
export type CorporateAction =
  | { readonly kind: 'split'; readonly time: number; readonly ratio: number }
  | { readonly kind: 'dividend'; readonly time: number; readonly amount: number }

/** Which calendar an instrument trades by; it decides the periods a year and the expected sessions. */
export type CalendarName = 'exchange' | 'always'

export const INTERVALS = ['1m', '5m', '15m', '30m', '1h', '4h', '1d', '1wk', '1mo'] as const
export type Interval = (typeof INTERVALS)[number]

export type Adjustment = 'raw' | 'split' | 'total-return'

/** What identifies the bars of a dataset version beside their bytes. */
export interface SeriesIdentity {
  readonly symbol: string
  readonly interval: Interval
  readonly source: string
  readonly calendar: CalendarName
  readonly currency: string | null
}

/** Bars as a source gave them, before validation: prices as traded, with their corporate actions. */
export interface SourcedSeries {
  readonly identity: SeriesIdentity
  readonly series: Series
  readonly actions: readonly CorporateAction[]
  /** Whether the prices already include the splits (Yahoo's do). */
  readonly splitAdjusted: boolean
}
