import type { ChartFigure } from './figure.ts'
import { FigureTable } from './figure_table.ts'

/** The Table and CSV links of a figure: the same data in its accessible form. */
export function enableTableAndCsv(figure: ChartFigure): void {
  const { element } = figure
  const link = element.querySelector<HTMLElement>('[data-figure-table]')
  const table = element.querySelector<HTMLElement>('.figure-table')
  const charts = element.querySelector<HTMLElement>('.figure-charts')
  const csv = element.querySelector<HTMLElement>('[data-figure-csv]')
  if (!link || !table || !charts) return
  const title = element.querySelector('h2')?.textContent?.trim() ?? ''
  const fill = () => table.replaceChildren(new FigureTable(figure.spec).toElement(title))
  link.addEventListener('click', () => {
    const open = table.hidden
    if (open) fill()
    table.hidden = !open
    charts.hidden = open
    link.setAttribute('aria-expanded', String(open))
    link.textContent = open ? 'Chart' : 'Table'
    if (csv) csv.hidden = !open
    if (!open) figure.draw()
  })
  element.addEventListener('figure:data', () => {
    if (!table.hidden) fill()
  })
  csv?.addEventListener('click', () => download(figure, `${element.id || 'figure'}.csv`))
}

function download(figure: ChartFigure, name: string): void {
  const blob = new Blob([new FigureTable(figure.spec).toCsv()], { type: 'text/csv' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1000)
}
