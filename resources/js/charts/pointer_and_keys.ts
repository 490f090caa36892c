import type { Pane } from '../../../app/transformers/charts/chart_spec.ts'
import type { ChartFigure } from './figure.ts'
import { indexAt, spokenValues } from './legend_values.ts'
import { walked } from './mark_walk.ts'
import { markAt, openMark, pointsOf, spokenMark } from './marks.ts'
import { extentOf, zoomed } from './range.ts'

/** The x values that the crosshair can stand on. */
function stops(figure: ChartFigure): readonly number[] {
  const { x, panes } = figure.spec
  if (x.values.length > 0) return x.values
  const all = panes.flatMap(({ series }) => series.flatMap((each) => each.x ?? []))
  return [...new Set(all)].sort((a, b) => a - b)
}

function nearest(values: readonly number[], at: number): number | null {
  const i = indexAt(values, at)
  const before = values[i]
  const after = values[i + 1]
  if (before === undefined) return after ?? null
  return after === undefined || at - before <= after - at ? before : after
}

/** Opens the highest of the points that lie at x, if there is one; else selects x. */
function openOrSelect(figure: ChartFigure, pane: Pane, x: number): void {
  const there = pointsOf(figure, pane).filter((mark) => mark.x === x)
  const [mark] = there.sort((a, b) => b.y - a.y)
  if (mark) openMark(figure, mark)
  else figure.select(x)
}

/** Walks over the marks of a pane whose marks lie in rows; true when the key was for that. */
function pressedAmongMarks(figure: ChartFigure, pane: Pane, event: KeyboardEvent): boolean {
  if (!pane.names) return false
  const { mark } = figure.position
  if (event.key === 'Enter' && mark) {
    openMark(figure, mark)
    return true
  }
  const next = walked(pointsOf(figure, pane), mark, event.key, event.shiftKey ? 10 : 1)
  if (next === null) return false
  figure.mark(next)
  return true
}

/** Moves by points, jumps to the ends, zooms; true when the key was one of these. */
function pressed(figure: ChartFigure, pane: Pane, event: KeyboardEvent): boolean {
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
    Enter: () => openOrSelect(figure, pane, at),
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
  const paneOf = () => figure.spec.panes.find(({ key }) => key === canvas.dataset['pane'])!
  let waiting = 0
  canvas.addEventListener('pointermove', (event) => {
    cancelAnimationFrame(waiting)
    waiting = requestAnimationFrame(() => {
      const x = xAt(event)
      figure.hover(x === null ? null : nearest(stops(figure), x))
      const mark = markAt(figure, paneOf(), canvas, event)
      canvas.style.cursor = mark === null ? '' : 'pointer'
    })
  })
  canvas.addEventListener('pointerleave', () => {
    cancelAnimationFrame(waiting)
    figure.hover(null)
  })
  canvas.addEventListener('click', (event) => {
    const mark = markAt(figure, paneOf(), canvas, event)
    if (mark !== null) return openMark(figure, mark)
    const x = xAt(event)
    const stop = x === null ? null : nearest(stops(figure), x)
    if (stop !== null) figure.select(stop)
  })
  canvas.addEventListener('dblclick', () => figure.resetRange())
  canvas.addEventListener('blur', () => {
    figure.hover(null)
    figure.mark(null)
  })
  canvas.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const pane = paneOf()
    if (!pressedAmongMarks(figure, pane, event) && !pressed(figure, pane, event)) return
    event.preventDefault()
    event.stopPropagation()
    const { hover, mark } = figure.position
    if (!announcer) return
    if (mark !== null) announcer.textContent = spokenMark(figure, pane, mark)
    else if (hover !== null) announcer.textContent = spokenValues(figure.spec, hover)
  })
}
