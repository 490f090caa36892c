import type { ChartSpec } from '../../../app/transformers/charts/chart_spec.ts'

/** A part of x: bar numbers, or values of a number axis. */
export interface Range {
  readonly from: number
  readonly to: number
}

/** Half a bar and a little, so that the first and last candles are whole. */
const MARGIN = 0.7

/** All of x that there is. */
export function extentOf(spec: ChartSpec): Range {
  const { x } = spec
  if (x.kind === 'bars') return { from: x.extent[0] - MARGIN, to: x.extent[1] + MARGIN }
  const ends = spec.panes
    .flatMap(({ series }) => series.map((each) => each.x ?? x.values))
    .flatMap((values) => (values.length === 0 ? [] : [values[0]!, values.at(-1)!]))
  return { from: x.min ?? Math.min(...ends, Infinity), to: x.max ?? Math.max(...ends, -Infinity) }
}

/** `wanted` moved and cut so that it lies within `extent`. */
export function within(wanted: Range, extent: Range): Range {
  const width = Math.min(wanted.to - wanted.from, extent.to - extent.from)
  const from = Math.min(Math.max(wanted.from, extent.from), extent.to - width)
  return { from, to: from + width }
}

/** `range` scaled by `factor` about `centre`. */
export function zoomed(range: Range, factor: number, centre: number, extent: Range): Range {
  return within(
    { from: centre - (centre - range.from) * factor, to: centre + (range.to - centre) * factor },
    extent
  )
}

const DIGITS = 5

/**
 * A range as the address holds it, `120..240`: whole bars, or values of a number axis in five digits.
 * null: all of x is shown.
 */
export function rangeText(range: Range, spec: ChartSpec): string | null {
  const extent = extentOf(spec)
  if (range.from <= extent.from && range.to >= extent.to) return null
  const [from, to] =
    spec.x.kind === 'bars'
      ? [Math.ceil(range.from), Math.floor(range.to)]
      : [Number(range.from.toPrecision(DIGITS)), Number(range.to.toPrecision(DIGITS))]
  return `${from}..${to}`
}

/** The range that the address holds, as far as there is data; null where it holds none. */
export function addressRange(text: string | null, spec: ChartSpec): Range | null {
  const [from = Number.NaN, to = Number.NaN] = (text ?? '').split('..').map(Number)
  const extent = extentOf(spec)
  if (!(from < to) || from >= extent.to || to <= extent.from) return null
  return within({ from, to }, extent)
}
