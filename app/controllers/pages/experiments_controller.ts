import type { HttpContext } from '@adonisjs/core/http'
import { experimentPage } from '#services/pages/experiment_page'
import { experimentChart } from '#transformers/charts/experiment_charts'

export default class ExperimentsController {
  async show({ params, view }: HttpContext) {
    const page = await experimentPage(Number(params['id']))
    const [first] = page.runs
    const benchmark = first?.benchmark?.sharpe ?? null
    return view.render('pages/experiments/show', {
      ...page,
      benchmark,
      chart: experimentChart(page.curves, first?.episodes_total ?? 1, benchmark),
      crumbs: [
        { label: 'Runs', href: '/runs' },
        { label: `Experiment ${page.experiment.experiment_id}` },
      ],
    })
  }
}
