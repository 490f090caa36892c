import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import DatasetService from '#services/dataset_service'
import DatasetPage from '#services/pages/dataset_page'
import { datasetList } from '#services/pages/dataset_list'
import { choiceIn, textIn } from '#validators/list_query'

const TABS = ['report', 'versions', 'uses', 'looks'] as const

export default class DatasetsController {
  async index({ request, view }: HttpContext) {
    const allVersions = textIn(request.qs(), 'versions') === 'all'
    const datasets = await datasetList(allVersions)
    return view.render('pages/datasets/index', { datasets, allVersions })
  }

  /** Report, versions, uses and looks; chart and features have controllers of their own. */
  @inject()
  async show({ params, request, view }: HttpContext, pages: DatasetPage) {
    const dataset = await pages.head(params['id'])
    const tab = choiceIn(request.qs(), 'tab', TABS, 'report')
    return view.render('pages/datasets/show', { dataset, tab, ...(await pages[tab](dataset)) })
  }

  @inject()
  async destroy(ctx: HttpContext, datasets: DatasetService) {
    await datasets.delete(Number(ctx.params['id']), actorOf(ctx))
    ctx.session.flash('done', `Dataset ${ctx.params['id']} is deleted.`)
    return ctx.response.redirect('/datasets')
  }
}
