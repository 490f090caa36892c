import type { HttpContext } from '@adonisjs/core/http'
import { modelPath } from '#services/models/model_rows'
import { overviewPage } from '#services/pages/overview'
import { verdictCards } from '#transformers/tables/evaluation/verdict_cards'
import { modelTitle } from '#transformers/tables/model_heads'

export default class OverviewController {
  async show({ view }: HttpContext) {
    const page = await overviewPage()
    const evaluations = page.evaluations.map((row) => ({
      ...row,
      cards: verdictCards(row.verdicts),
    }))
    const models = page.models.map((row) => ({
      ...row,
      title: modelTitle(row),
      href: modelPath(row),
    }))
    return view.render('pages/overview', { ...page, evaluations, models })
  }
}
