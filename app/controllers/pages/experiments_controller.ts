import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { joinSharedFeed } from '#controllers/pages/shared_feed'
import { LiveHub } from '#live/live_hub'
import { experimentTopic, runTopic } from '#live/topics'
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
    const { experiment, promotion } = page
    return view.render('pages/experiments/show', {
      ...page,
      ...drawn(page),
      promotion: promotion && promotionView(promotion),
      modelHref: modelPath(promotion ?? { ...experiment, name: null, version: null }),
      liveUrl: isGoing(page) ? `/experiments/${experiment.experiment_id}/live` : null,
      crumbs: [
        { label: 'Runs', href: '/runs' },
        { label: `Experiment ${experiment.experiment_id}` },
      ],
    })
  }

  /** Its seeds as they train, as server-sent events; all who look share the work. */
  @inject()
  async stream(ctx: HttpContext, hub: LiveHub) {
    const experimentId = Number(ctx.params['id'])
    const first = await experimentPage(experimentId)
    let validations = validationsOf(first)
    return joinSharedFeed(ctx, hub, {
      key: `experiment ${experimentId}`,
      topics: [
        experimentTopic(experimentId),
        ...first.runs.map(({ run_id: runId }) => runTopic(runId)),
      ],
      render: async () => {
        const page = await experimentPage(experimentId)
        // a chart that is drawn anew loses what the pointer shows
        const withCurves = validationsOf(page) !== validations
        validations = validationsOf(page)
        const shown = { ...page, ...drawn(page), withCurves }
        const html = await ctx.view.render('partials/experiments/live', shown)
        return isGoing(page) ? { html } : { html, ended: page.summary.status }
      },
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

type Page = Awaited<ReturnType<typeof experimentPage>>

/** Whether a seed waits or trains. */
function isGoing({ runs }: Page): boolean {
  return runs.some(({ status }) => ['queued', 'running', 'lost'].includes(status))
}

function validationsOf({ curves }: Page): number {
  return curves.reduce((sum, { validation }) => sum + validation.length, 0)
}

/** What is drawn of the seeds, beside their table. */
function drawn({ runs, curves }: Page) {
  const [first] = runs
  const benchmark = first?.benchmark?.sharpe ?? null
  return {
    benchmark,
    spread: seedSpread(runs, first?.benchmark ?? null),
    chart: experimentChart(curves, first?.episodes_total ?? 1, benchmark),
  }
}
