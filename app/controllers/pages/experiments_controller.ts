import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { modelPath } from '#services/models/model_rows'
import { experimentPage } from '#services/pages/experiment_page'
import { describeExperiment } from '#services/training/descriptions'
import { descriptionIn } from '#validators/description'
import { seedSpread } from '#transformers/tables/seed_spread'
import { experimentChart } from '#transformers/charts/experiment_charts'
import { promotionView } from '#transformers/tables/promotion_view'

export default class ExperimentsController {
  async show({ params, view }: HttpContext) {
    const page = await experimentPage(Number(params['id']))
    const [first] = page.runs
    const benchmark = first?.benchmark?.sharpe ?? null
    const { promotion } = page
    return view.render('pages/experiments/show', {
      ...page,
      promotion: promotion && promotionView(promotion),
      modelHref: modelPath(promotion ?? { ...page.experiment, name: null, version: null }),
      benchmark,
      spread: seedSpread(page.runs, first?.benchmark ?? null),
      chart: experimentChart(page.curves, first?.episodes_total ?? 1, benchmark),
      crumbs: [
        { label: 'Runs', href: '/runs' },
        { label: `Experiment ${page.experiment.experiment_id}` },
      ],
    })
  }

  /** Name, tags and notes. */
  async describe(ctx: HttpContext) {
    const experimentId = Number(ctx.params['id'])
    const description = await descriptionIn(ctx.request.all())
    await describeExperiment(experimentId, description, actorOf(ctx))
    return ctx.response.redirect(`/experiments/${experimentId}`)
  }
}
