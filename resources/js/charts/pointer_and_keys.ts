import { xOf } from './datasets.ts'
import type { ChartFigure } from './figure.ts'
import { indexAt, spokenValues } from './legend_values.ts'
import { extentOf, zoomed } from './range.ts'

/** The x values that the crosshair can stand on. */
function stops(figure: ChartFigure): readonly number[] {
  const { x, panes } = figure.spec
  if (x.values.length > 0) return x.values
  const all = panes.flatMap(({ series }) => series.flatMap((each) => each.x ?? []))
  return [...new Set(all)].sort((a, b) => a - b)
}

/** Pixels between a click and a point that it means. */
const NEAR = 10

/** Where the nearest point with a page of its own leads, if one is near. */
function linkAt(figure: ChartFigure, canvas: HTMLCanvasElement, event: MouseEvent): string | null {
  const chart = figure.chartOf(canvas)
  const pane = figure.spec.panes.find(({ key }) => key === canvas.dataset['pane'])
  const [x, y] = [chart?.scales['x'], chart?.scales['y']]
  if (!x || !y || !pane) return null
  let [least, link]: [number, string | null] = [NEAR, null]
  for (const series of pane.series) {
    if (series.kind !== 'points' || !series.links) continue
    const own = xOf(series, figure.spec)
    for (const [i, path] of series.links.entries()) {
      const far = Math.hypot(
        x.getPixelForValue(own[i] ?? 0) - event.offsetX,
        y.getPixelForValue(series.y[i] ?? 0) - event.offsetY
      )
      if (far < least) [least, link] = [far, path]
    }
  }
  return link
}

function nearest(values: readonly number[], at: number): number | null {
  const i = indexAt(values, at)
  const before = values[i]
  const after = values[i + 1]
  if (before === undefined) return after ?? null
  return after === undefined || at - before <= after - at ? before : after
}

/** Moves by points, jumps to the ends, zooms; true when the key was one of these. */
function pressed(figure: ChartFigure, event: KeyboardEvent): boolean {
  const values = stops(figure).filter(
    (value) => value >= figure.range.from && value <= figure.range.to
  )
  const at = figure.position.hover ?? figure.position.selected ?? values.at(-1) ?? 0
  const moved = (by: number) => {
    const i = Math.min(Math.max(indexAt(values, at) + by, 0), values.length - 1)
    figure.hover(values[i] ?? null)
  }
  const zoom = (factor: number) =>
    figure.setRange(zoomed(figure.range, factor, at, extentOf(figure.spec)))
  const actions: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => moved(event.shiftKey ? -10 : -1),
    ArrowRight: () => moved(event.shiftKey ? 10 : 1),
    Home: () => moved(-values.length),
    End: () => moved(values.length),
    '+': () => zoom(0.5),
    '=': () => zoom(0.5),
    '-': () => zoom(2),
    '0': () => figure.resetRange(),
    Enter: () => figure.select(at),
  }
  const action = actions[event.key]
  action?.()
  return action !== undefined
}

/** Crosshair by pointer and keyboard, selection by click, zoom by keys and double click. */
export function enablePointerAndKeys(figure: ChartFigure, canvas: HTMLCanvasElement): void {
  const announcer = figure.element.querySelector('[data-announce]')
  const xAt = (event: MouseEvent) =>
    figure.chartOf(canvas)?.scales['x']?.getValueForPixel(event.offsetX) ?? null
  let waiting = 0
  canvas.addEventListener('pointermove', (event) => {
    cancelAnimationFrame(waiting)
    waiting = requestAnimationFrame(() => {
      const x = xAt(event)
      figure.hover(x === null ? null : nearest(stops(figure), x))
    })
  })
  canvas.addEventListener('pointerleave', () => {
    cancelAnimationFrame(waiting)
    figure.hover(null)
  })
  canvas.addEventListener('click', (event) => {
    const link = linkAt(figure, canvas, event)
    if (link !== null) return location.assign(link)
    const x = xAt(event)
    const stop = x === null ? null : nearest(stops(figure), x)
    if (stop !== null) figure.select(stop)
  })
  canvas.addEventListener('dblclick', () => figure.resetRange())
  canvas.addEventListener('blur', () => figure.hover(null))
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !pressed(figure, event)) return
    event.preventDefault()
    event.stopPropagation()
    const { hover } = figure.position
    if (announcer && hover !== null) announcer.textContent = spokenValues(figure.spec, hover)
  })
}
