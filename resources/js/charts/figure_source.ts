import type { ChartSpec } from '../../../app/transformers/charts/chart_spec.ts'
import type { ChartFigure } from './figure.ts'
import { extentOf, type Range } from './range.ts'

const QUIET_MS = 150

/**
 * Fetches finer bars when the window of a figure with `data-source` changes and its points stand
 * for several bars each, or bars outside the window that is there are wanted.
 */
export function enableSource(figure: ChartFigure): void {
  const source = figure.element.dataset['source']
  if (!source) return
  let timer = 0
  let request: AbortController | null = null
  figure.element.addEventListener('figure:range', (event) => {
    clearTimeout(timer)
    const range = (event as CustomEvent<Range>).detail
    if (!needsFetch(figure)) return
    timer = window.setTimeout(() => {
      request?.abort()
      request = new AbortController()
      void load(figure, source, range, request.signal)
    }, QUIET_MS)
  })
}

function needsFetch({ spec, range }: ChartFigure): boolean {
  if (spec.x.kind !== 'bars') return false
  const { values, barsPerPoint, extent } = spec.x
  const first = values[0] ?? 0
  const last = values.at(-1) ?? 0
  const outside =
    (range.from < first - 1 && first > extent[0]) || (range.to > last + 1 && last < extent[1])
  return barsPerPoint > 1 || outside
}

async function load(
  figure: ChartFigure,
  source: string,
  range: Range,
  signal: AbortSignal
): Promise<void> {
  const url = new URL(source, location.href)
  const extent = extentOf(figure.spec)
  url.searchParams.set('from', String(Math.max(0, Math.ceil(Math.max(range.from, extent.from)))))
  url.searchParams.set('to', String(Math.floor(Math.min(range.to, extent.to))))
  const problem = figure.element.querySelector<HTMLElement>('.figure-problem')
  try {
    const response = await fetch(url, { signal, headers: { accept: 'application/json' } })
    if (!response.ok) throw new Error(`the server answered ${response.status}`)
    figure.replace((await response.json()) as ChartSpec)
    if (problem) problem.hidden = true
  } catch (error) {
    if (signal.aborted) return
    if (!problem) throw error
    problem.hidden = false
    problem.querySelector('[data-reason]')!.textContent = String((error as Error).message)
    problem
      .querySelector('button')
      ?.addEventListener('click', () => void load(figure, source, range, signal), { once: true })
  }
}
