import type { ChartSpec } from '../../../app/transformers/charts/chart_spec.ts'
import { htmx } from '../htmx.ts'
import type { ChartFigure } from './figure.ts'
import { figureOf } from './registry.ts'

const SKIPPED = 'hx-morph-skip'
/** What of a figure is written by the server beside its numbers. */
const PARTS = '.panel-head .hint, .legend, [data-figure-actions], .panel-foot'

/** What a page draws into a newer spec of its own, as a chosen trial's way up the ladder. */
type Drawn = (spec: ChartSpec, id: string) => ChartSpec

interface Kept {
  /** Beside the figures: what is left as it is. */
  readonly kept?: readonly Element[]
  readonly drawn?: Drawn
}

function panesOf({ panes }: ChartSpec): string {
  return panes.map(({ key }) => key).join()
}

/** Gives the figure the newer one's numbers and words; false where they are drawn in other panes. */
function adopt(figure: ChartFigure, newer: HTMLElement, drawn: Drawn): boolean {
  const { element } = figure
  const spec = JSON.parse(newer.querySelector('script')!.textContent) as ChartSpec
  if (panesOf(spec) !== panesOf(figure.spec)) return false
  const parts = (root: Element) => root.querySelectorAll(PARTS)
  const fresh = parts(newer)
  parts(element).forEach((part, k) => fresh[k] && part.replaceWith(fresh[k]))
  figure.renew(drawn(spec, element.id))
  return true
}

/**
 * Puts a newer element in place of the one that is shown. Figures that are in both stay as people look at
 * them, with zoom, crosshair and open table, and take the newer's numbers; all else changes where it
 * differs.
 */
export async function swapKeepingFigures(
  shown: HTMLElement,
  newer: HTMLElement,
  { kept = [], drawn = (spec) => spec }: Kept = {}
): Promise<void> {
  const figures = [newer, ...newer.querySelectorAll<HTMLElement>('figure[data-figure]')]
  const stay = figures.flatMap((element) => {
    const figure = element.matches('figure[data-figure]') ? figureOf(element.id) : undefined
    const isIn = figure !== undefined && shown.contains(figure.element)
    return isIn && adopt(figure, element, drawn) ? [figure.element] : []
  })
  if (stay.includes(shown)) return
  const skipped = [...kept, ...stay]
  for (const element of skipped) element.setAttribute(SKIPPED, '')
  // what a person has unfolded stays so
  for (const { id } of shown.querySelectorAll('details[id][open]')) {
    newer.querySelector(`#${id}`)?.setAttribute('open', '')
  }
  await htmx.swap({ target: shown, text: newer.outerHTML, swap: 'outerMorph' })
  for (const element of skipped) element.removeAttribute(SKIPPED)
}

/** Shows newer figures, or regions with figures, in place of those with their ids. */
export async function showFreshFigures(html: string): Promise<void> {
  const { body } = new DOMParser().parseFromString(html, 'text/html')
  for (const newer of body.querySelectorAll<HTMLElement>(':scope > [id]')) {
    const shown = document.getElementById(newer.id)
    if (shown) await swapKeepingFigures(shown, newer)
  }
}
