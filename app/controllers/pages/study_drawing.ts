import type { HttpContext } from '@adonisjs/core/http'
import { valueText } from '#core/parameters/value_text'
import { Paced, type PacedAnswer } from '#services/pages/studies/paced'
import { studyPlots } from '#services/pages/studies/study_plots'
import type { AskedPair } from '#transformers/charts/study/contour_grid'
import { studyCharts } from '#transformers/charts/study/study_charts'

/** What the plots of a study are rendered from. */
export async function drawnPlots(studyId: number, asked: AskedPair) {
  const plots = await studyPlots(studyId)
  return {
    charts: studyCharts(plots, asked, Date.now()),
    study: plots.head.row,
    plan: plots.head.plan,
    best: plots.head.best,
    winner: plots.winner,
    deflated: plots.winner?.inference?.deflated ?? null,
    valueText,
  }
}

/** The plots as text, and the length of the log that they show. */
interface FollowedPlots {
  readonly events: number
  readonly html: string
}

/** Drawing for those who follow takes at most a tenth of a core, and no more than once in 2 s. */
const followed = new Paced<FollowedPlots>({ leastRestMs: 2000, restFactor: 9, most: 8 })
const USUAL_PAIR: AskedPair = { x: null, y: null }

/** The plots of a running study for all pages that follow it: without what each has chosen for itself. */
export function followedPlots(
  studyId: number,
  view: HttpContext['view']
): Promise<PacedAnswer<FollowedPlots>> {
  return followed.get(studyId, async () => {
    const drawn = await drawnPlots(studyId, USUAL_PAIR)
    const html = await view.render('partials/studies/plots', { ...drawn, chosen: null })
    return { events: drawn.study.event_count, html }
  })
}
