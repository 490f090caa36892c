import type { ChartFigure } from './figure.ts'
import { extentOf, within, type Range } from './range.ts'

const EDGE_PIXELS = 8

type Grip = 'from' | 'to' | 'whole'

interface Drag {
  readonly grip: Grip
  readonly startX: number
  readonly startRange: Range
}

function dragged(drag: Drag, x: number, extent: Range): Range {
  const by = x - drag.startX
  const { from, to } = drag.startRange
  if (drag.grip === 'from') return { from: Math.max(extent.from, Math.min(from + by, to - 5)), to }
  if (drag.grip === 'to') return { from, to: Math.min(extent.to, Math.max(to + by, from + 5)) }
  return within({ from: from + by, to: to + by }, extent)
}

/** Lets the window upon the overview be dragged whole or by an edge; a press outside centres it. */
export function enableOverviewDrag(figure: ChartFigure, canvas: HTMLCanvasElement): void {
  let drag: Drag | null = null
  const xAt = (event: PointerEvent) => {
    const scale = figure.chartOf(canvas)?.scales['x']
    return scale?.getValueForPixel(event.offsetX) ?? 0
  }
  canvas.addEventListener('pointerdown', (event) => {
    const scale = figure.chartOf(canvas)?.scales['x']
    if (!scale) return
    const near = (x: number) => Math.abs(scale.getPixelForValue(x) - event.offsetX) < EDGE_PIXELS
    const x = xAt(event)
    let startRange = figure.range
    const grip: Grip = near(startRange.from) ? 'from' : near(startRange.to) ? 'to' : 'whole'
    if (grip === 'whole' && (x < startRange.from || x > startRange.to)) {
      const half = (startRange.to - startRange.from) / 2
      startRange = within({ from: x - half, to: x + half }, extentOf(figure.spec))
    }
    drag = { grip, startX: x, startRange }
    canvas.setPointerCapture(event.pointerId)
    figure.setRange(startRange)
  })
  canvas.addEventListener('pointermove', (event) => {
    if (drag) figure.setRange(dragged(drag, xAt(event), extentOf(figure.spec)))
  })
  const end = () => {
    drag = null
  }
  canvas.addEventListener('pointerup', end)
  canvas.addEventListener('pointercancel', end)
}
