import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import DatasetPage from '#services/pages/dataset_page'
import DatasetFeatures from '#services/pages/dataset_features'
import DatasetChartPage from '#services/pages/dataset_chart_page'
import { datasetChart } from '#transformers/charts/dataset_chart'
import { INDICATOR_OPTIONS } from '#transformers/forms/choice_words'
import { chartQuery, windowIn } from '#validators/chart_query'

export default class DatasetChartController {
  @inject()
  async show({ params, request, view }: HttpContext, pages: DatasetPage, charts: DatasetChartPage) {
    const dataset = await pages.head(params['id'])
    const query = chartQuery(request.qs())
    const curves = await charts.curves(dataset, query)
    const whole = { from: 0, to: curves.series.length - 1 }
    const spec = datasetChart(curves, whole)
    return view.render('pages/datasets/chart', {
      dataset,
      tab: 'chart',
      spec,
      query,
      indicatorOptions: INDICATOR_OPTIONS,
    })
  }

  @inject()
  async features({ params, view }: HttpContext, pages: DatasetPage, features: DatasetFeatures) {
    const dataset = await pages.head(params['id'])
    const table = await features.table(dataset)
    return view.render('pages/datasets/features', { dataset, tab: 'features', ...table })
  }

  /** The bars of a window, for the chart to draw. */
  @inject()
  async bars({ params, request }: HttpContext, pages: DatasetPage, charts: DatasetChartPage) {
    const dataset = await pages.head(params['id'])
    const curves = await charts.curves(dataset, chartQuery(request.qs()))
    return datasetChart(curves, windowIn(request.qs(), 0, curves.series.length - 1))
  }
}
