import type { HttpContext } from '@adonisjs/core/http'
import {
  evaluationHead,
  evaluationPage,
  sheetOf,
  type EvaluationHead,
  type EvaluationPage,
} from '#services/pages/evaluations/evaluation_page'
import { GOING_EVALUATION } from '#services/evaluation/evaluation_rows'
import { RecordNotFound } from '#services/pages/missing'
import { evaluationCancelEffect } from '#transformers/tables/act_view'
import { equityFigure } from '#transformers/charts/evaluation/equity_figure'
import { sheetView } from '#transformers/tables/evaluation/sheet_view'
import { windowIn } from '#validators/chart_query'

function barsOf({ interval, currency }: EvaluationHead) {
  return { interval: interval ?? '1d', currency }
}

/** One evaluation: on its way, failed, or its tear sheet. */
export default class EvaluationController {
  async show({ params, view }: HttpContext) {
    const page = await evaluationPage(Number(params['id']))
    const { evaluation, sheet } = page
    const id = evaluation.evaluation_id
    return view.render('pages/evaluations/show', {
      ...page,
      interval: barsOf(evaluation).interval,
      drawn: sheet && sheetView(sheet, barsOf(evaluation)),
      liveUrl: GOING_EVALUATION.includes(evaluation.status) ? `/evaluations/${id}/live` : null,
      cancelEffect: evaluationCancelEffect('this evaluation', goingRuns(page.folds)),
      crumbs: [{ label: 'Evaluations', href: '/evaluations' }, { label: `Evaluation ${id}` }],
    })
  }

  /** The equity of a window, for the chart to draw with every bar that fits. */
  async chart({ params, request }: HttpContext) {
    const evaluation = await evaluationHead(Number(params['id']))
    const sheet = await sheetOf(evaluation.evaluation_id)
    if (sheet === null) throw noSheet(evaluation.evaluation_id)
    const window = windowIn(request.qs(), 0, sheet.time.length - 1)
    return equityFigure(sheet, barsOf(evaluation), window)
  }
}

/** Runs of folds that wait or train. */
function goingRuns(folds: EvaluationPage['folds']): number {
  return folds.reduce((sum, { runs, ended }) => sum + runs - ended, 0)
}

/** What is drawn or downloaded before there is anything to draw. */
export function noSheet(evaluationId: number): RecordNotFound {
  return new RecordNotFound(
    `Evaluation ${evaluationId} has no tear sheet.`,
    'Its page says how far it is, or why it failed.'
  )
}
