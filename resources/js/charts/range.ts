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
