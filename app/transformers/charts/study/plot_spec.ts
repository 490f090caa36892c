import type { ColorToken, Dash, NumberFormat } from '#transformers/charts/chart_spec'

/** A place on an axis with its words. */
export interface Tick {
  readonly at: number
  readonly label: string
}

/** `names`: values are places in `ticks`, whose labels are all there is. `time`: UTC epoch ms. */
export interface PlotAxis {
  readonly label: string
  readonly scale: 'linear' | 'log' | 'names' | 'time'
  readonly min: number
  readonly max: number
  readonly ticks: readonly Tick[]
  readonly format: NumberFormat
  /** A `names` axis is drawn without its labels where a table says them. */
  readonly bare?: boolean
}

interface Layered {
  /** Unique within its panel. */
  readonly key: string
  readonly label: string
  readonly color: ColorToken
}

/** Marks of trials. `trials[i]` is at (`x[i]`, `y[i]`); null: the trial has no such value and no mark. */
export interface PointLayer extends Layered {
  readonly kind: 'points'
  readonly mark: 'disc' | 'ring' | 'diamond' | 'cross'
  readonly x: readonly (number | null)[]
  readonly y: readonly (number | null)[]
  readonly trials: readonly number[]
  /** Distance up or down from `y`, in pixels, so that marks of equal height do not hide each other. */
  readonly lift?: readonly number[]
}

export interface PathLayer extends Layered {
  readonly kind: 'path'
  readonly dash?: Dash
  readonly x: readonly number[]
  readonly y: readonly number[]
}

/** Upright strokes at `x` from `low` to `high`, as a value to pass. */
export interface StrokeLayer extends Layered {
  readonly kind: 'strokes'
  readonly x: readonly number[]
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** A grid of values, row by row from the lowest y; `x` and `y` are middles. null: no trial is near. */
export interface CellLayer extends Layered {
  readonly kind: 'cells'
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly values: readonly (readonly (number | null)[])[]
  readonly format: NumberFormat
}

/** Stretches of a lane, told apart by pattern. */
export interface SpanLayer extends Layered {
  readonly kind: 'spans'
  readonly pattern: 'solid' | 'hollow' | 'hatched' | 'crossed'
  readonly lanes: readonly number[]
  readonly from: readonly number[]
  readonly to: readonly number[]
  readonly trials: readonly number[]
  readonly texts: readonly string[]
}

export type PlotLayer = PointLayer | PathLayer | StrokeLayer | CellLayer | SpanLayer

export interface PlotPanel {
  readonly key: string
  readonly title: string
  /** Of the drawing, in pixels. */
  readonly height: number
  readonly x: PlotAxis
  readonly y: PlotAxis
  readonly layers: readonly PlotLayer[]
}

/** A figure in which single trials are seen: what the server sends, the browser draws, and its Table shows. */
export interface PlotSpec {
  readonly panels: readonly PlotPanel[]
  /** Address of a trial without its number; null: trials have no page. */
  readonly trialHref: string | null
}
