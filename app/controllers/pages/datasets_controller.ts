import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { INTERVALS } from '#core/market/series'
import DatasetService from '#services/dataset_service'
import DatasetPage from '#services/pages/dataset_page'
import { DATASET_TABLE_SORTS, datasetTable, FINDINGS_CHOICES } from '#services/pages/dataset_table'
import { DATASET_HEADS } from '#transformers/tables/dataset_heads'
import { choiceIn, cursorIn, dayIn, integerIn, sortIn, textIn } from '#validators/list_query'

const TABS = ['report', 'versions', 'uses', 'looks'] as const

export default class DatasetsController {
  async index({ request, view }: HttpContext) {
    const query = request.qs()
    const typed = {
      symbol: textIn(query, 'symbol'),
      interval: textIn(query, 'interval'),
      source: textIn(query, 'source'),
      coversFrom: dayIn(query, 'covers_from'),
      coversTo: dayIn(query, 'covers_to'),
      findings: FINDINGS_CHOICES.find((known) => known === textIn(query, 'findings')) ?? null,
    }
    const filter = { ...typed, allVersions: textIn(query, 'versions') === 'all' }
    const sort = sortIn(query, Object.keys(DATASET_TABLE_SORTS), 'symbol')
    return view.render('pages/datasets/index', {
      page: await datasetTable(filter, sort, cursorIn(query, { sort, texts: ['symbol'] })),
      filter,
      filtered: Object.values(typed).some((value) => value !== null),
      sort,
      heads: DATASET_HEADS,
      goTo: true,
      intervals: INTERVALS,
      findings: FINDINGS_CHOICES,
      noun: 'datasets',
    })
  }

  /** Report, versions, uses and looks; chart and features have controllers of their own. */
  @inject()
  async show({ params, request, view }: HttpContext, pages: DatasetPage) {
    const dataset = await pages.head(params['id'])
    const query = request.qs()
    const tab = choiceIn(query, 'tab', TABS, 'report')
    const versions = { from: integerIn(query, 'from'), to: integerIn(query, 'to') }
    const shown = await (tab === 'versions'
      ? pages.versions(dataset, versions)
      : pages[tab](dataset))
    return view.render('pages/datasets/show', { dataset, tab, ...shown })
  }

  @inject()
  async destroy(ctx: HttpContext, datasets: DatasetService) {
    await datasets.delete(Number(ctx.params['id']), actorOf(ctx))
    ctx.session.flash('done', `Dataset ${ctx.params['id']} is deleted.`)
    return ctx.response.redirect('/datasets')
  }
}
