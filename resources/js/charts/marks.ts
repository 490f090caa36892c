import type {
  ChartSpec,
  MarkSeries,
  Pane,
  PointSeries,
} from '../../../app/transformers/charts/chart_spec.ts'
import { axisText } from '../../format/figures.ts'
import { xOf } from './datasets.ts'
import type { ChartFigure } from './figure.ts'
import type { Mark } from './mark_walk.ts'
import { paneText } from './pane_text.ts'

/** Pixels between a click and a point that it means. */
const NEAR = 10

function linked(series: PointSeries | MarkSeries, spec: ChartSpec): Mark[] {
  const x = xOf(series, spec)
  return (series.links ?? []).map((link, i) => ({ x: x[i] ?? 0, y: series.y[i] ?? 0, link }))
}

/** All points of a pane that open something. */
export function pointsOf({ spec }: ChartFigure, pane: Pane): Mark[] {
  return pane.series.flatMap((series) => (series.kind === 'points' ? linked(series, spec) : []))
}

/** Events with a shape that open something, and points that do. */
export function marksOf(spec: ChartSpec, pane: Pane): Mark[] {
  return pane.series.flatMap((series) =>
    series.kind === 'points' || series.kind === 'marks' ? linked(series, spec) : []
  )
}

/** The nearest point to a click, if one is near. */
export function markAt(
  figure: ChartFigure,
  pane: Pane,
  canvas: HTMLCanvasElement,
  event: MouseEvent
): Mark | null {
  const chart = figure.chartOf(canvas)
  const [x, y] = [chart?.scales['x'], chart?.scales['y']]
  if (!x || !y) return null
  let [least, found]: [number, Mark | null] = [NEAR, null]
  for (const mark of marksOf(figure.spec, pane)) {
    const far = Math.hypot(
      x.getPixelForValue(mark.x) - event.offsetX,
      y.getPixelForValue(mark.y) - event.offsetY
    )
    if (far < least) [least, found] = [far, mark]
  }
  return found
}

/** Opens what a mark stands for; whoever hears `figure:open` may do it within the page. */
export function openMark(figure: ChartFigure, { link }: Mark): void {
  const event = new CustomEvent<string>('figure:open', {
    detail: link,
    bubbles: true,
    cancelable: true,
  })
  if (figure.element.dispatchEvent(event)) location.assign(link)
}

/** A mark in words: `Trial 12: rung 1 · 3 ep, 0.53`. */
export function spokenMark({ spec }: ChartFigure, pane: Pane, { link, x, y }: Mark): string {
  const [, kind = '', id = ''] = /(\w+?)s\/(\d+)$/.exec(link) ?? []
  const name = `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${id}`
  const at = spec.x.kind === 'number' ? axisText(spec.x, x) : String(x)
  return `${name}: ${pane.label} ${paneText(pane, y, spec.currency ?? null)}, ${spec.x.label} ${at}`
}
