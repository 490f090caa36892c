import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { joinSharedFeed } from '#controllers/pages/shared_feed'
import { LiveHub } from '#live/live_hub'
import { EVALUATIONS_TOPIC, RUNS_TOPIC, STUDIES_TOPIC, WORKERS_TOPIC } from '#live/topics'
import { modelPath } from '#services/models/model_rows'
import { overviewNow, overviewPage } from '#services/pages/overview'
import { verdictCards } from '#transformers/tables/evaluation/verdict_cards'
import { modelTitle } from '#transformers/tables/model_heads'

const TOPICS = [RUNS_TOPIC, STUDIES_TOPIC, EVALUATIONS_TOPIC, WORKERS_TOPIC]

/** The front page: what needs a person, what runs, what was found last. */
export default class OverviewController {
  async show({ auth, view }: HttpContext) {
    const page = await overviewPage(auth.getUserOrFail().role)
    const models = page.models.map((row) => ({
      ...row,
      title: modelTitle(row),
      href: modelPath(row),
    }))
    return view.render('pages/overview', {
      ...page,
      models,
      evaluations: withCards(page.evaluations),
    })
  }

  /** What of it changes; people of one role share the work. */
  @inject()
  async stream(ctx: HttpContext, hub: LiveHub) {
    const { role } = ctx.auth.getUserOrFail()
    return joinSharedFeed(ctx, hub, {
      key: `overview ${role}`,
      topics: TOPICS,
      render: async () => {
        const now = await overviewNow(role)
        const evaluations = withCards(now.evaluations)
        return { html: await ctx.view.render('partials/overview/live', { ...now, evaluations }) }
      },
    })
  }
}

function withCards(evaluations: Awaited<ReturnType<typeof overviewNow>>['evaluations']) {
  return evaluations.map((row) => ({ ...row, cards: verdictCards(row.verdicts) }))
}
