import type { Span } from './charts/overlays.ts'

/** A row of the tables of trades and operations. */
export interface EpisodeRow {
  readonly element: HTMLElement
  readonly span: Span
  /** The bar of the decision behind it. */
  readonly decided: number
  readonly trade: string | null
  readonly operation: string | null
}

/** The row that an element is in. */
export function rowAt(element: Element): EpisodeRow | null {
  const row = element.closest<HTMLElement>('tr[data-span]')
  return row && rowOf(row)
}

function rowOf(element: HTMLElement): EpisodeRow {
  const { span = '', decided, trade = null, operation = null } = element.dataset
  return {
    element,
    span: JSON.parse(span) as Span,
    decided: Number(decided),
    trade,
    operation,
  }
}

/** The operation whose marker has this link; null where its row is not on the page. */
export function operationOf(link: string): EpisodeRow | null {
  const number = Number(new URLSearchParams(link).get('operation'))
  const row = document.querySelector<HTMLElement>(`tr[data-operation="${number}"]`)
  return row && rowOf(row)
}

/** Marks a row as the chosen one, and scrolls its table to it. */
export function showChosenRow(chosen: EpisodeRow | null): void {
  for (const row of document.querySelectorAll('tr[data-span].selected')) {
    row.classList.remove('selected')
    row.querySelector('a')?.removeAttribute('aria-current')
  }
  if (chosen === null) return
  const { element } = chosen
  element.classList.add('selected')
  element.querySelector('a')?.setAttribute('aria-current', 'true')
  scrollToRow(element)
}

/** Within its table alone: the page stays where it is. */
function scrollToRow(row: HTMLElement): void {
  const frame = row.closest<HTMLElement>('.table-wrap')
  if (!frame) return
  const [shown, own] = [frame.getBoundingClientRect(), row.getBoundingClientRect()]
  const head = frame.querySelector('thead')?.getBoundingClientRect().height ?? 0
  if (own.top < shown.top + head) frame.scrollTop -= shown.top + head - own.top
  if (own.bottom > shown.bottom) frame.scrollTop += own.bottom - shown.bottom
}

/** Rows that begin or end at a bar, found once: an episode's rows never change. */
export class RowsByBar {
  readonly #rows = new Map<number, HTMLElement[]>()
  #pointed: readonly HTMLElement[] = []

  constructor(rows: Iterable<HTMLElement>) {
    for (const row of rows) {
      const { from, to } = rowOf(row).span
      for (const bar of new Set([from, to])) {
        const before = this.#rows.get(bar)
        if (before) before.push(row)
        else this.#rows.set(bar, [row])
      }
    }
  }

  /** Points at the rows of the bars within `reach` of x; null: at none. */
  point(x: number | null, reach: number): void {
    for (const row of this.#pointed) row.classList.remove('pointed')
    this.#pointed = x === null ? [] : this.#within(x, reach)
    for (const row of this.#pointed) row.classList.add('pointed')
  }

  #within(x: number, reach: number): HTMLElement[] {
    const found: HTMLElement[] = []
    for (let bar = Math.ceil(x - reach); bar <= x + reach; bar++) {
      found.push(...(this.#rows.get(bar) ?? []))
    }
    return found
  }
}
