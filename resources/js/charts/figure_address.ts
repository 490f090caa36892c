import { note, saidOf } from '../address.ts'
import type { ChartFigure } from './figure.ts'
import { addressRange, rangeText, type Range } from './range.ts'

/** Browsers refuse to change the address for every pixel of a drag. */
const QUIET_MS = 200

const TO = '..'

/** A page's main figure has the short names `from`, `to` and `bar`; others have their id in theirs. */
const isMain = ({ element }: ChartFigure) => element.dataset['main'] !== undefined
const chosenName = (figure: ChartFigure) => (isMain(figure) ? 'bar' : `at.${figure.element.id}`)
const zoomName = ({ element }: ChartFigure) => `zoom.${element.id}`

function saidRange(figure: ChartFigure): string | null {
  if (!isMain(figure)) return saidOf(zoomName(figure))
  const [from, to] = [saidOf('from'), saidOf('to')]
  return from === null || to === null ? null : from + TO + to
}

function noteRange(figure: ChartFigure, text: string | null): void {
  if (!isMain(figure)) return note({ [zoomName(figure)]: text })
  const [from = null, to = null] = text?.split(TO) ?? []
  note({ from, to })
}

/** Shows what the address says of a figure: the range it is zoomed to and the chosen point. */
export function readAddress(figure: ChartFigure): void {
  const chosen = saidOf(chosenName(figure))
  if (chosen !== null && chosen !== '' && Number.isFinite(Number(chosen))) {
    figure.point(Number(chosen), figure.position.span)
  }
  const range = addressRange(saidRange(figure), figure.spec)
  if (range !== null) figure.setRange(range)
}

/** Keeps in the address what part of a figure is shown and which point is chosen. */
export function enableAddress(figure: ChartFigure): void {
  const { element } = figure
  let timer = 0
  element.addEventListener('figure:range', (event) => {
    const { detail } = event as CustomEvent<Range>
    clearTimeout(timer)
    timer = window.setTimeout(() => noteRange(figure, rangeText(detail, figure.spec)), QUIET_MS)
  })
  element.addEventListener('figure:select', (event) => {
    const { detail } = event as CustomEvent<number | null>
    note({ [chosenName(figure)]: detail === null ? null : String(detail) })
  })
}

/** What of the address says how figures are looked at. */
function viewOf(): [string, string][] {
  const isView = (name: string) => /^(from|to|bar|(zoom|at)\..+)$/.test(name)
  return [...new URL(location.href).searchParams].filter(([name]) => isView(name))
}

/** An address of this page with what the page's own says of its figures. */
export function withView(url: URL): URL {
  for (const [name, value] of viewOf()) url.searchParams.set(name, value)
  return url
}

/** Links and forms with `data-keep-view`, and links within such a form, show other data in the same part of the figures. */
export function keepView(): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>(
      'a[data-keep-view], [data-keep-view] a'
    )
    if (!link) return
    link.href = withView(new URL(link.href)).href
  })
  document.addEventListener('formdata', (event) => {
    if (!(event.target as Element).matches('[data-keep-view]')) return
    for (const [name, value] of viewOf()) event.formData.set(name, value)
  })
}
