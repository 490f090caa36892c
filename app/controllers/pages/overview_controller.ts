import type { HttpContext } from '@adonisjs/core/http'
import { overviewPage } from '#services/pages/overview'

export default class OverviewController {
  async show({ view }: HttpContext) {
    return view.render('pages/overview', await overviewPage())
  }
}
