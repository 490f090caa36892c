import type { ChartAppend } from '../../../app/transformers/charts/chart_spec.ts'
import { ChartFigure } from './figure.ts'
import { enableAddress, readAddress } from './figure_address.ts'
import { enableTableAndCsv } from './figure_form.ts'
import { enableSource } from './figure_source.ts'
import { enableOverviewDrag } from './overview_drag.ts'
import { enablePointerAndKeys } from './pointer_and_keys.ts'

const figures = new Map<HTMLElement, ChartFigure>()

function open(element: HTMLElement): void {
  const figure = new ChartFigure(element)
  figures.set(element, figure)
  figure.draw()
  for (const canvas of element.querySelectorAll('canvas')) {
    const overview = canvas.dataset['overview'] !== undefined
    if (overview) enableOverviewDrag(figure, canvas)
    else enablePointerAndKeys(figure, canvas)
  }
  enableTableAndCsv(figure)
  enableSource(figure)
  readAddress(figure)
  enableAddress(figure)
  for (const button of element.querySelectorAll<HTMLElement>('[data-zoom]')) {
    button.addEventListener('click', () => zoomTo(figure, Number(button.dataset['zoom'])))
  }
}

/** The last so many bars up to the window's end; 0 shows all. */
function zoomTo(figure: ChartFigure, bars: number): void {
  if (bars === 0) return figure.resetRange()
  const to = figure.range.to
  figure.setRange({ from: Math.max(to - bars, -0.7), to })
}

/** Opens the figures that came into the document and closes those that left it. */
export function syncFigures(): void {
  for (const [element, figure] of figures) {
    if (element.isConnected) continue
    figure.destroy()
    figures.delete(element)
  }
  for (const element of document.querySelectorAll<HTMLElement>('figure[data-figure]')) {
    if (!figures.has(element)) open(element)
  }
}

/** The figure with this id, when it is open. */
export function figureOf(id: string): ChartFigure | undefined {
  const element = document.getElementById(id)
  return element ? figures.get(element) : undefined
}

export function appendToFigure(points: ChartAppend): void {
  figureOf(points.figure)?.append(points)
}

/** Draws all again, for another theme or font. */
export function redrawFigures(): void {
  for (const figure of figures.values()) figure.draw()
}
