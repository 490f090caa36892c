import type { Range } from './charts/range.ts'
import { extentOf } from './charts/range.ts'
import { figureOf } from './charts/registry.ts'
import { htmx } from './htmx.ts'

const FIGURE = 'price'

function note(changes: Readonly<Record<string, string | null>>): void {
  const url = new URL(location.href)
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  history.replaceState(history.state, '', url)
}

/** Fetches what the agent saw and wanted at a bar. */
function showBar(bar: number): void {
  const url = new URL(location.href)
  url.searchParams.set('bar', String(bar))
  note({ bar: String(bar) })
  void htmx.ajax('GET', `${url.pathname}${url.search}`, { target: '#decision', swap: 'outerMorph' })
}

/** Selects a bar and moves the window when the bar is outside it. */
function goTo(bar: number): void {
  const figure = figureOf(FIGURE)
  if (!figure) return
  const { from, to } = figure.range
  if (bar < from || bar > to) {
    const half = (to - from) / 2
    figure.setRange({ from: bar - half, to: bar + half })
  }
  figure.select(bar)
}

function noteRange(range: Range): void {
  const figure = figureOf(FIGURE)
  if (!figure) return
  const extent = extentOf(figure.spec)
  const whole = range.from <= extent.from && range.to >= extent.to
  note({
    from: whole ? null : String(Math.ceil(range.from)),
    to: whole ? null : String(Math.floor(range.to)),
  })
}

/** Selection of bars on the episode page: by chart, keys, links and rows. */
export function enableEpisodePage(): void {
  const page = document.querySelector('[data-episode]')
  if (!page) return
  page.addEventListener('figure:select', (event) => {
    if ((event.target as Element).id === FIGURE) showBar((event as CustomEvent<number>).detail)
  })
  page.addEventListener('figure:range', (event) => {
    if ((event.target as Element).id === FIGURE) noteRange((event as CustomEvent<Range>).detail)
  })
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLElement>('[data-bar]')
    if (!link) return
    event.preventDefault()
    goTo(Number(link.dataset['bar']))
  })
}
