import type { ChartSpec } from '../../../app/transformers/charts/chart_spec.ts'
import type { ChartFigure } from '../charts/figure.ts'
import { figureOf } from '../charts/registry.ts'
import { htmx } from '../htmx.ts'
import { saidOf } from '../address.ts'
import { LADDER, lit } from './ladder.ts'

const SKIPPED = 'hx-morph-skip'

/**
 * Puts newer plots in place of those that are shown. Zoom, crosshair, open tables, ranges, the chosen
 * trial, focus and scroll stay: figures draw on their own canvases, all else changes where it differs.
 * @param html the plots, as the server renders them
 * @param contour whether the two parameters' panel is drawn anew where the person has chosen its pair
 * @throws Error where the text holds no plots
 */
export async function showFreshPlots(html: string, contour: 'kept' | 'anew'): Promise<void> {
  const shown = document.getElementById('plots')
  const fresh = new DOMParser().parseFromString(html, 'text/html').getElementById('plots')
  if (!shown || !fresh) throw new Error('The answer holds no plots.')
  const kept: Element[] = [...shown.querySelectorAll('#trial')]
  for (const element of fresh.querySelectorAll<HTMLElement>('figure[data-figure]')) {
    const figure = figureOf(element.id)
    if (!figure) continue
    adopt(figure, element)
    kept.push(figure.element)
  }
  if (contour === 'kept' && isContourChosen()) kept.push(...shown.querySelectorAll('#contour'))
  for (const element of kept) element.setAttribute(SKIPPED, '')
  await htmx.swap({ target: shown, text: html, swap: 'outerMorph' })
  for (const element of kept) element.removeAttribute(SKIPPED)
}

/** The figure with the newer one's numbers, hint and legends. */
function adopt(figure: ChartFigure, newer: HTMLElement): void {
  const { element } = figure
  const parts = (root: Element) => root.querySelectorAll('.panel-head .hint, .legend')
  const fresh = parts(newer)
  parts(element).forEach((part, k) => fresh[k] && part.replaceWith(fresh[k]))
  const spec = JSON.parse(newer.querySelector('script')!.textContent) as ChartSpec
  figure.renew(element.id === LADDER ? lit(spec) : spec)
}

/** By the address, or at this moment. */
function isContourChosen(): boolean {
  const isAsked = saidOf('contour_x') !== null || saidOf('contour_y') !== null
  return isAsked || document.activeElement?.closest('[data-contour]') !== null
}
