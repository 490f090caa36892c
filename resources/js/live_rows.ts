import { refreshSoon } from './fresh_regions.ts'
import { htmx } from './htmx.ts'

const SKIPPED = 'hx-morph-skip'

interface Told {
  readonly rows: readonly {
    readonly id: string
    readonly cells: string
    /** When it came to be, Unix milliseconds; null of a row within a group. */
    readonly begun: number | null
  }[]
  readonly gone: readonly string[]
}

/** When the list that the page shows was read, and what has begun since. */
let readAt = ''
const newer = new Set<string>()

/** A list that was read anew shows what the one before it did not. */
function takeList(): HTMLElement | null {
  const list = document.getElementById('list')
  const since = list?.dataset['since'] ?? ''
  if (since !== readAt) newer.clear()
  readAt = since
  return list
}

/** The row with what has changed of it. What names it, its tick and focus stay. */
async function renew(row: HTMLElement, cells: string): Promise<void> {
  const kept = row.querySelector('th')
  kept?.setAttribute(SKIPPED, '')
  await htmx.swap({ target: row, text: cells, swap: 'innerMorph' })
  kept?.removeAttribute(SKIPPED)
}

async function take({ rows, gone }: Told): Promise<void> {
  const shown = takeList()
  if (shown === null) return
  for (const { id, cells, begun } of rows) {
    const row = document.getElementById(id)
    if (row !== null) await renew(row, cells)
    else if (begun !== null && begun >= Number(readAt)) newer.add(id)
  }
  for (const id of gone) {
    newer.delete(id)
    document.getElementById(id)?.remove()
    document.getElementById(id.replace('experiment', 'seeds'))?.remove()
  }
  // there is nothing to disturb, and nothing that could exclude it
  const isBare = shown.querySelector('tbody') === null && location.search === ''
  if (newer.size > 0 && isBare) refreshSoon()
  else say(shown)
}

/** Rows that the filter by status would not choose any more. */
function changed(shown: HTMLElement): number {
  const only = shown.dataset['only']
  if (only === undefined) return 0
  const heads = [...shown.querySelectorAll('tbody > tr[id]:not(.member)')]
  return heads.filter((head) => {
    const group = head.closest('tbody')!.nextElementSibling
    const rows = head.matches('.group') ? [...group!.querySelectorAll('tr')] : [head]
    return rows.every((row) => row.querySelector(`[data-status="${CSS.escape(only)}"]`) === null)
  }).length
}

/** A row is not put where filter and order may not have it: a line says that there is more. */
function say(shown: HTMLElement): void {
  const line = shown.querySelector<HTMLElement>('[data-news]')!
  const { one, many, only } = shown.dataset
  const words: string[] = []
  if (newer.size > 0) words.push(`${newer.size} new ${newer.size === 1 ? one : many}.`)
  const left = changed(shown)
  if (left > 0) words.push(`${left} ${left === 1 ? 'is' : 'are'} no longer ${only}.`)
  line.querySelector('[data-news-said]')!.textContent = words.join(' ')
  line.hidden = words.length === 0
}

/** Lets the rows of a list follow what happens to them. */
export function enableLiveRows(): void {
  takeList()
  let taken = Promise.resolve()
  document.addEventListener('rows', (event) => {
    const { data } = (event as CustomEvent<{ data: string }>).detail
    taken = taken.then(() => take(JSON.parse(data) as Told))
  })
  document.addEventListener('stale', refreshSoon)
  document.addEventListener('click', (event) => {
    const button = (event.target as Element).closest('[data-list-anew]')
    if (button === null) return
    // the button goes; focus does not get lost with it
    button.closest('section')?.querySelector<HTMLElement>('.table-wrap')?.focus()
    refreshSoon()
  })
}
