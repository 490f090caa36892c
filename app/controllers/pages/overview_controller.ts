import type { HttpContext } from '@adonisjs/core/http'
import { overviewPage } from '#services/pages/overview'
import { verdictCards } from '#transformers/tables/evaluation/verdict_cards'

export default class OverviewController {
  async show({ view }: HttpContext) {
    const page = await overviewPage()
    const evaluations = page.evaluations.map((row) => ({
      ...row,
      cards: verdictCards(row.verdicts),
    }))
    return view.render('pages/overview', { ...page, evaluations })
  }
}
