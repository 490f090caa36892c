import type { Chart, PointElement, Plugin } from 'chart.js'
import type { ChartSpec, Pane } from '../../../app/transformers/charts/chart_spec.ts'
import type { Mark } from './mark_walk.ts'
import { marksOf } from './marks.ts'
import { token } from './tokens.ts'

const DASHED = [3, 3]

interface Line {
  readonly color: string
  readonly dash: number[]
  readonly width: number
}

function stroke(chart: Chart, line: Line, from: [number, number], to: [number, number]): void {
  const { ctx } = chart
  ctx.save()
  ctx.strokeStyle = token(line.color)
  ctx.setLineDash(line.dash)
  ctx.lineWidth = line.width
  ctx.beginPath()
  ctx.moveTo(...from)
  ctx.lineTo(...to)
  ctx.stroke()
  ctx.restore()
}

function verticalLine(chart: Chart, x: number, line: Line): number | null {
  const { left, right, top, bottom } = chart.chartArea
  const px = chart.scales['x']?.getPixelForValue(x) ?? NaN
  if (!(px >= left && px <= right)) return null
  stroke(chart, line, [px, top], [px, bottom])
  return px
}

/** A pane's benchmark levels and marked moments, under its series. */
export function levelsAndMoments(pane: Pane): Plugin {
  return {
    id: 'levelsAndMoments',
    beforeDatasetsDraw(chart) {
      const { left, right, top, bottom } = chart.chartArea
      for (const level of pane.levels ?? []) {
        const py = chart.scales['y']?.getPixelForValue(level.y) ?? NaN
        if (!(py >= top && py <= bottom)) continue
        const dash = level.color === 'bench' ? [6, 3] : DASHED
        stroke(chart, { color: level.color, dash, width: 1.2 }, [left, py], [right, py])
      }
      for (const moment of pane.moments ?? []) {
        const line = { color: moment.color, dash: DASHED, width: 1 }
        const px = verticalLine(chart, moment.x, line)
        if (px !== null && moment.label) writeBeside(chart, moment.label, moment.color, px)
      }
    },
  }
}

function writeBeside(chart: Chart, text: string, color: string, px: number): void {
  const { ctx, chartArea } = chart
  ctx.save()
  ctx.font = `500 11px ${getComputedStyle(chart.canvas).fontFamily}`
  ctx.fillStyle = token(color)
  const toLeft = px + ctx.measureText(text).width + 6 > chartArea.right
  ctx.textAlign = toLeft ? 'right' : 'left'
  // lines that cross it stop short of the letters
  ctx.strokeStyle = token('surface')
  ctx.lineWidth = 4
  ctx.lineJoin = 'round'
  const at = [px + (toLeft ? -5 : 5), chartArea.top + 9] as const
  ctx.strokeText(text, ...at)
  ctx.fillText(text, ...at)
  ctx.restore()
}

/** The letter or word of a line beside its last point, in the line's colour. */
export function lineEnds(pane: Pane): Plugin {
  return {
    id: 'lineEnds',
    afterDatasetsDraw(chart) {
      const { ctx } = chart
      for (const series of pane.series) {
        if (series.kind !== 'line' || series.end === undefined) continue
        const index = chart.data.datasets.findIndex(({ label }) => label === series.key)
        const points = chart.getDatasetMeta(index).data as PointElement[]
        const last = points.findLast(({ skip }) => !skip)
        if (!last || last.x > chart.chartArea.right + 1) continue
        ctx.save()
        ctx.font = `600 11px ${getComputedStyle(chart.canvas).fontFamily}`
        ctx.fillStyle = token(series.color)
        ctx.textBaseline = 'middle'
        ctx.fillText(series.end, last.x + 5, last.y)
        ctx.restore()
      }
    },
  }
}

/** A chosen part of x with the marks that belong to it, by their links. */
export interface Span {
  readonly from: number
  readonly to: number
  readonly marks: readonly string[]
}

/** Where the pointer or the keyboard is in a figure. */
export interface Position {
  hover: number | null
  selected: number | null
  /** The one that keys have walked to, where marks lie in rows. */
  mark: Mark | null
  span: Span | null
}

const RING_PIXELS = 7

function ring(chart: Chart, { x, y }: Mark): void {
  const { ctx, scales } = chart
  ctx.save()
  ctx.strokeStyle = token('focus')
  ctx.lineWidth = 2
  ctx.beginPath()
  const [px, py] = [scales['x']?.getPixelForValue(x), scales['y']?.getPixelForValue(y)]
  ctx.arc(px ?? NaN, py ?? NaN, RING_PIXELS, 0, 2 * Math.PI)
  ctx.stroke()
  ctx.restore()
}

interface Drawing {
  readonly spec: ChartSpec
  readonly position: Position
}

function shade(chart: Chart, { from, to }: Span): void {
  const { ctx, chartArea, scales } = chart
  const { left, right, top, bottom } = chartArea
  const pixel = (x: number) => Math.min(Math.max(scales['x']!.getPixelForValue(x), left), right)
  ctx.save()
  ctx.fillStyle = token('selected')
  ctx.fillRect(pixel(from), top, pixel(to) - pixel(from), bottom - top)
  ctx.restore()
}

function spanEnds(chart: Chart, pane: Pane, spec: ChartSpec, { from, to, marks }: Span): void {
  const line = { color: 'accent', dash: DASHED, width: 1.5 }
  for (const x of new Set([from, to])) verticalLine(chart, x, line)
  for (const mark of marksOf(spec, pane)) if (marks.includes(mark.link)) ring(chart, mark)
}

/**
 * Lines through all panes: where the pointer or the keyboard is, the selected bar, and the chosen span
 * with its ends and a ring around each of its marks.
 */
export function crosshair(figure: Drawing, pane: Pane): Plugin {
  const { position } = figure
  return {
    id: 'crosshair',
    beforeDatasetsDraw(chart) {
      if (position.span !== null) shade(chart, position.span)
    },
    afterDatasetsDraw(chart) {
      if (position.span !== null) spanEnds(chart, pane, figure.spec, position.span)
      if (position.selected !== null) {
        verticalLine(chart, position.selected, { color: 'accent', dash: [], width: 1.5 })
      }
      if (position.hover !== null && position.hover !== position.selected) {
        verticalLine(chart, position.hover, { color: 'line-strong', dash: [], width: 1 })
      }
      if (position.mark !== null) ring(chart, position.mark)
    },
  }
}
