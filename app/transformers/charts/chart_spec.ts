/**
 * How a figure's numbers are written. `price` keeps as many digits as it needs; `power_of_ten` writes 10
 * to the value, for axes that are drawn in powers of ten.
 */
export type NumberFormat =
  | 'price'
  | 'money'
  | 'percent'
  | 'signed_percent'
  | 'ratio'
  | 'whole'
  | 'compact'
  | 'plain'
  | 'power_of_ten'

/** Name of a colour token, as in `c1`, `bench`, `long`. */
export type ColorToken =
  | 'c1'
  | 'c2'
  | 'c3'
  | 'c4'
  | 'c5'
  | 'c6'
  | 'bench'
  | 'long'
  | 'short'
  | 'gain'
  | 'loss'
  | 'flat-bg'
  | 'line-strong'

interface Named {
  /** Unique within its figure. */
  readonly key: string
  readonly label: string
  readonly color: ColorToken
  /** Own x values, ascending, as long as the values; without it the figure's. */
  readonly x?: readonly number[]
}

type Values = readonly (number | null)[]

/** Told apart without colour too. */
export type Dash = 'solid' | 'dashed' | 'dotted' | 'dash_dot' | 'long_dash' | 'dash_dot_dot'

export interface LineSeries extends Named {
  readonly kind: 'line'
  readonly y: Values
  readonly dash?: Dash
  /** A letter or a short word beside the line's last point. */
  readonly end?: string
  /** Fills down to 0 with the band's colour. */
  readonly filled?: boolean
}

export interface BandSeries extends Named {
  readonly kind: 'band'
  readonly low: Values
  readonly high: Values
  /** Grey instead of the first series' colour. */
  readonly muted?: boolean
}

/** Upright strokes from low to high, one at each x. */
export interface RangeSeries extends Named {
  readonly kind: 'ranges'
  readonly low: Values
  readonly high: Values
}

export interface PointSeries extends Named {
  readonly kind: 'points'
  readonly y: Values
  /** `stroke`: an upright line through the point. */
  readonly shape?: 'circle' | 'diamond' | 'ring' | 'stroke'
  /** Path of the page that a point stands for, as long as the values: a click opens it. */
  readonly links?: readonly string[]
}

export interface BarSeries extends Named {
  readonly kind: 'bars'
  readonly y: Values
  /** Colours bars over 0 as long and under 0 as short. */
  readonly bySign?: boolean
  /** The same by the sign of x. */
  readonly signOfX?: boolean
  /** With either: as gain and loss. */
  readonly outcome?: boolean
}

export interface CandleSeries extends Named {
  readonly kind: 'candles'
  readonly open: Values
  readonly high: Values
  readonly low: Values
  readonly close: Values
}

/** Single events with a shape and a sentence; `x` may hold fractions of bars and the same value twice. */
export interface MarkSeries extends Named {
  readonly kind: 'marks'
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly shape: 'up' | 'down' | 'cross' | 'diamond' | 'letter'
  readonly texts: readonly string[]
  /** What each stands for, as an address relative to the page's: a click opens it. */
  readonly links?: readonly string[]
}

/** What there is to say of each x, in words; it is not drawn. */
export interface WordSeries extends Named {
  readonly kind: 'words'
  readonly texts: readonly string[]
}

export type ChartSeries =
  | LineSeries
  | BandSeries
  | RangeSeries
  | PointSeries
  | BarSeries
  | CandleSeries
  | MarkSeries
  | WordSeries

/** A horizontal line, for example a benchmark's value or an indicator's usual bound. */
export interface Level {
  readonly y: number
  readonly label: string
  readonly color: ColorToken
}

/** A vertical line with a word. */
export interface Moment {
  readonly x: number
  readonly label: string
  readonly color: ColorToken
}

/** One chart area; all panes of a figure share x. */
export interface Pane {
  readonly key: string
  /** What its values are, with the unit; also the canvas's accessible name. */
  readonly label: string
  readonly format: NumberFormat
  readonly height: 'h30' | 'h64' | 'h84' | 'h120' | 'h150' | 'h240' | 'h280' | 'h340'
  readonly scale?: 'linear' | 'log'
  readonly min?: number
  readonly max?: number
  readonly series: readonly ChartSeries[]
  /** Words for 0, 1, 2 … on the value axis; marks may lie a little beside them. */
  readonly names?: readonly string[]
  readonly levels?: readonly Level[]
  readonly moments?: readonly Moment[]
  /** Hides the value axis's numbers (a strip of positions needs none). */
  readonly bare?: boolean
  /** Shows the whole extent with the figure's window upon it, to be dragged. */
  readonly overview?: boolean
}

/** Evenly spaced bars: `values` are bar numbers, `times` UTC epoch ms of the same bars' opens. */
export interface BarAxis {
  readonly kind: 'bars'
  readonly label: string
  readonly interval: string
  readonly values: readonly number[]
  readonly times: readonly number[]
  /** First and last bar of the whole series, of which `values` may be a window. */
  readonly extent: readonly [number, number]
  /** One value stands for so many bars (least and greatest kept); 1: every bar is there. */
  readonly barsPerPoint: number
  /** Some bars of the whole extent with their times, for the overview's labels. */
  readonly whole?: { readonly values: readonly number[]; readonly times: readonly number[] }
}

export interface NumberAxis {
  readonly kind: 'number'
  readonly label: string
  readonly values: readonly number[]
  /** Labels these values and none between; for few of them. */
  readonly labelled?: boolean
  /** Words for 0, 1, 2 … in place of the numbers. */
  readonly names?: readonly string[]
  readonly format?: NumberFormat
  readonly min?: number
  readonly max?: number
}

/** A figure as data: what the server sends, the browser draws, and its Table shows. */
export interface ChartSpec {
  readonly x: BarAxis | NumberAxis
  /** On which side the value axes stand; right where the newest value is at the right. */
  readonly side?: 'left' | 'right'
  /** ISO 4217 code for `money`; null or absent: bare numbers. */
  readonly currency?: string | null
  readonly panes: readonly Pane[]
}

/** New points of a live figure: values to add to the series of these keys. */
export interface ChartAppend {
  readonly figure: string
  readonly series: Readonly<
    Record<
      string,
      {
        readonly x: readonly number[]
        readonly y?: Values
        readonly low?: Values
        readonly high?: Values
      }
    >
  >
}
