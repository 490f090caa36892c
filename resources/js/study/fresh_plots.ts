import type { ChartSpec } from '../../../app/transformers/charts/chart_spec.ts'
import { swapKeepingFigures } from '../charts/fresh_figures.ts'
import { saidOf } from '../address.ts'
import { LADDER, lit } from './ladder.ts'

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
  if (contour === 'kept' && isContourChosen()) kept.push(...shown.querySelectorAll('#contour'))
  const drawn = (spec: ChartSpec, id: string) => (id === LADDER ? lit(spec) : spec)
  await swapKeepingFigures(shown, fresh, { kept, drawn })
}

/** By the address, or at this moment. */
function isContourChosen(): boolean {
  const isAsked = saidOf('contour_x') !== null || saidOf('contour_y') !== null
  return isAsked || document.activeElement?.closest('[data-contour]') !== null
}
