import { note } from './address.ts'
import type { ChartFigure } from './charts/figure.ts'
import { figureOf } from './charts/registry.ts'
import { operationOf, rowAt, RowsByBar, showChosenRow, type EpisodeRow } from './episode_rows.ts'
import { htmx } from './htmx.ts'

const FIGURE = 'price'
/** Of the width of what is chosen, on either side of it where the window has to grow. */
const MARGIN = 0.25

/** A held key walks through the bars faster than anybody reads them. */
const LEAST_MS_BETWEEN = 100

let isShowing = false
/** The bar that was chosen while another was fetched. */
let next: number | null = null

/** Fetches what the agent saw and wanted at a bar: of many chosen at once the first and the last. */
async function showDecision(bar: number): Promise<void> {
  next = bar
  if (isShowing) return
  isShowing = true
  try {
    while (next !== null) {
      const url = new URL(location.href)
      url.searchParams.set('bar', String(next))
      next = null
      const pause = new Promise((resolve) => setTimeout(resolve, LEAST_MS_BETWEEN))
      const swap = { target: '#decision', swap: 'outerMorph' }
      await htmx.ajax('GET', `${url.pathname}${url.search}`, swap)
      await pause
    }
  } finally {
    isShowing = false
  }
}

/** Moves the window when bars are outside of it, and widens it when they do not fit. */
function bringIntoSight(figure: ChartFigure, from: number, to: number): void {
  const { range } = figure
  if (from >= range.from && to <= range.to) return
  const half = Math.max((range.to - range.from) / 2, (to - from) * (0.5 + MARGIN))
  const middle = (from + to) / 2
  figure.setRange({ from: middle - half, to: middle + half })
}

/** Selects a bar, and the row that it is the decision of. */
function choose(bar: number, row: EpisodeRow | null): void {
  note({ bar: String(bar), trade: row?.trade ?? null, operation: row?.operation ?? null })
  showChosenRow(row)
  void showDecision(bar)
}

/** Selects a bar, by a link. */
function goTo(bar: number): void {
  const figure = figureOf(FIGURE)
  if (!figure) return
  bringIntoSight(figure, bar, bar)
  figure.select(bar)
}

/** Marks the bars of a row in the chart, shows the decision behind it and says so. */
function chooseRow(row: EpisodeRow): void {
  const figure = figureOf(FIGURE)
  if (!figure) return
  const { span, decided } = row
  bringIntoSight(figure, Math.min(decided, span.from), span.to)
  figure.point(decided, span)
  choose(decided, row)
  const said = figure.element.querySelector('[data-announce]')
  const name = row.trade === null ? `Operation ${row.operation}` : `Trade ${row.trade}`
  const bars = span.from === span.to ? `bar ${span.from}` : `bars ${span.from} to ${span.to}`
  if (said) said.textContent = `${name} is marked in the chart: ${bars}.`
}

function isPlain(event: MouseEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
}

function clicked(event: MouseEvent): void {
  const target = event.target as Element
  const link = target.closest<HTMLElement>('[data-bar]')
  const row = rowAt(target)
  // who selects text in a row wants the text
  const isText = !target.closest('a') && !(getSelection()?.isCollapsed ?? true)
  if (!isPlain(event) || isText || (!link && !row)) return
  event.preventDefault()
  if (link) goTo(Number(link.dataset['bar']))
  else if (row) chooseRow(row)
}

/** What happens in the chart. */
function hearFigure(page: Element): void {
  const own = (heard: (detail: number | null, event: Event) => void) => (event: Event) => {
    if ((event.target as Element).id === FIGURE)
      heard((event as CustomEvent<number | null>).detail, event)
  }
  page.addEventListener(
    'figure:select',
    own((bar) => bar !== null && choose(bar, null))
  )
  let rows: RowsByBar | null = null
  // an episode that is recorded while one looks gets its rows then
  document.addEventListener('htmx:after:swap', () => (rows = null))
  page.addEventListener(
    'figure:hover',
    own((bar) => {
      const { x } = figureOf(FIGURE)!.spec
      rows ??= new RowsByBar(page.querySelectorAll<HTMLElement>('tr[data-span]'))
      rows.point(bar, x.kind === 'bars' ? (x.barsPerPoint - 1) / 2 : 0)
    })
  )
  page.addEventListener('figure:open', (event) => {
    const row = operationOf((event as CustomEvent<string>).detail)
    // without its row the page is loaded with the operation chosen
    if (row === null) return
    event.preventDefault()
    chooseRow(row)
  })
}

/** Selection of bars on the episode page: by chart, keys, links and rows. */
export function enableEpisodePage(): void {
  const page = document.querySelector('[data-episode]')
  if (!page) return
  hearFigure(page)
  page.addEventListener('click', (event) => clicked(event as MouseEvent))
  page.addEventListener('keydown', (event) => {
    const target = event.target as Element
    const row = target.matches('tr[data-span]') ? rowAt(target) : null
    if ((event as KeyboardEvent).key !== 'Enter' || row === null) return
    event.preventDefault()
    // a row of a list opens its page
    event.stopPropagation()
    chooseRow(row)
  })
}
