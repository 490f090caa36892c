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

/**
 * Which calendar an instrument trades by; it decides the periods a year and the expected sessions:
 * an exchange's sessions of 6.5 h, weekdays around the clock (currencies), or every hour of the year.
 */
export const CALENDARS = ['exchange', 'forex', 'always'] as const
export type CalendarName = (typeof CALENDARS)[number]

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

/**
 * `error` refuses a dataset, `warning` is shown wherever it is used, `info` says what the source did.
 */
export type Severity = 'error' | 'warning' | 'info'

/** One line of a validation report. Plain data: it is stored and sent as it is. */
export interface Finding {
  readonly rule: string
  readonly severity: Severity
  /** How many bars (gaps: missing sessions or bars) it concerns, >= 1. */
  readonly count: number
  /** Index and time of the first bar; null when it concerns the whole series or an unreadable time. */
  readonly firstBar: number | null
  readonly firstTime: number | null
  /** What was found, with the value and the bound. */
  readonly message: string
}

/** Bars as a source gave them, before validation: prices as traded, with their corporate actions. */
export interface SourcedSeries {
  readonly identity: SeriesIdentity
  readonly series: Series
  readonly actions: readonly CorporateAction[]
  /** Whether the prices (and dividends) already include the splits (Yahoo's do). */
  readonly splitAdjusted: boolean
  /** Volume in the quote currency, where a source gives both; for validation only, never stored. */
  readonly quoteVolume?: Float64Array
  /** What the source saw or did: a rule of its own, or a better wording of a validation rule's finding. */
  readonly notes?: readonly Finding[]
}
