import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { listBars, listFeatures } from '#openapi/operations/datasets'
import { queryOf } from '#openapi/request_query'
import { pageOfRows } from '#services/api/array_page'
import DatasetBars from '#services/api/dataset_bars'
import { knownDataset } from '#services/api/dataset_list'
import { barJson, indexedBars } from '#transformers/records/bar_record'
import {
  featureJson,
  flatFeatures,
  indexedFeatures,
  matrixJson,
} from '#transformers/records/feature_record'
import { featureBounds } from '#validators/api/feature_bounds'
import { answerList } from './answer_list.js'
import { isUnchanged } from './unchanged.js'

/** `/api/v1/datasets/{dataset_id}/bars/` and `features/`: what a version holds never changes. */
@inject()
export default class DatasetBarsController {
  constructor(protected datasets: DatasetBars) {}

  async bars(ctx: HttpContext) {
    const dataset = await knownDataset(ctx.params['dataset_id'])
    if (isUnchanged(ctx, [dataset.sha256])) return
    const query = queryOf(ctx, listBars)
    const series = await this.datasets.bars(dataset.dataset_id, query.adjustment)
    const { rows, next } = pageOfRows(indexedBars(series), query, query)
    return answerList(ctx, listBars, { data: rows.map((bar) => barJson(series, bar)), next })
  }

  async features(ctx: HttpContext) {
    const dataset = await knownDataset(ctx.params['dataset_id'])
    if (isUnchanged(ctx, [dataset.sha256])) return
    const query = queryOf(ctx, listFeatures)
    const given = Object.entries(query).filter(([name]) => name.startsWith('features.'))
    const set = Object.fromEntries(given)
    const { dataset_id: id } = dataset
    const { series, matrix } = await this.datasets.features(id, query.adjustment, set)
    const indexed = indexedFeatures(series, matrix)
    const filters = { ...query, ...featureBounds(query.within ?? [], matrix) }
    const { rows, next } = pageOfRows(indexed, filters, query)
    const data = rows.map((bar) => featureJson(series, matrix, bar))
    const also = { dataset_id: id, ...matrixJson(matrix) }
    return answerList(ctx, listFeatures, { data, next, also, flat: flatFeatures })
  }
}
