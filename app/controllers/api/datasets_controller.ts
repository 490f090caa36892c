import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { datasetFindings, datasetList } from '#services/pages/dataset_list'
import DatasetPage from '#services/pages/dataset_page'
import { datasetJson } from '#transformers/run_records'
import { textIn } from '#validators/list_query'

/** `/api/v1/datasets` */
export default class DatasetsController {
  async index({ request }: HttpContext) {
    const all = textIn(request.qs(), 'versions') === 'all'
    return { data: (await datasetList(all)).map(datasetJson) }
  }

  @inject()
  async show({ params }: HttpContext, pages: DatasetPage) {
    const dataset = await pages.head(Number(params['id']))
    const findings = await datasetFindings(dataset.dataset_id)
    return { ...datasetJson(dataset), findings }
  }
}
