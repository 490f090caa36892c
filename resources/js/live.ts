import type { ChartAppend } from '../../app/transformers/charts/chart_spec.ts'
import { showFreshFigures } from './charts/fresh_figures.ts'
import { appendToFigure } from './charts/registry.ts'
import { refreshSoon } from './fresh_regions.ts'
import { clock } from '../format/times.ts'

interface ConnectionEvent extends Event {
  readonly detail: { connection?: { attempt: number } }
}

let cutSince: number | null = null

function show(): void {
  const notice = document.querySelector<HTMLElement>('[data-not-live]')
  if (!notice) return
  notice.hidden = cutSince === null
  if (cutSince === null) return
  notice.querySelector('[data-since]')!.textContent = clock(cutSince)
}

function cut(): void {
  cutSince ??= Date.now()
  show()
}

/** Of what the page is about: buttons and dialogs depend on it, and on who looks. */
function shownStatus(): string | undefined {
  return document.querySelector<HTMLElement>('[data-live-status]')?.dataset['liveStatus']
}

/** Appends live points to charts and says when the page has stopped being live. */
export function enableLive(): void {
  document.addEventListener('points', (event) => {
    const { data } = (event as CustomEvent<{ data: string }>).detail
    for (const points of JSON.parse(data) as ChartAppend[]) appendToFigure(points)
  })
  document.addEventListener('figures', (event) => {
    void showFreshFigures((event as CustomEvent<{ data: string }>).detail.data)
  })
  document.addEventListener('htmx:sse:after:connection', () => {
    cutSince = null
    show()
  })
  document.addEventListener('htmx:sse:error', cut)
  document.addEventListener('htmx:sse:before:connection', (event) => {
    const { connection } = (event as ConnectionEvent).detail
    if (connection && connection.attempt > 0) cut()
  })
  document.addEventListener('finished', refreshSoon)
  let status = shownStatus()
  document.addEventListener('htmx:after:swap', () => {
    if (shownStatus() === status) return
    status = shownStatus()
    refreshSoon()
  })
}
