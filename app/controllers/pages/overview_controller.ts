import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { joinSharedFeed, type Heard } from '#controllers/pages/shared_feed'
import { LiveHub } from '#live/live_hub'
import { EVALUATIONS_TOPIC, EVERY_RUN_TOPIC, EVERY_STUDY_TOPIC, WORKERS_TOPIC } from '#live/topics'
import type { Role } from '#models/user'
import { modelPath } from '#services/models/model_rows'
import { overviewFound, overviewRunning } from '#services/pages/overview'
import { verdictCards } from '#transformers/tables/evaluation/verdict_cards'
import { modelTitle } from '#transformers/tables/model_heads'

const TOPICS = [EVERY_RUN_TOPIC, EVERY_STUDY_TOPIC, EVALUATIONS_TOPIC, WORKERS_TOPIC]

/** The front page: what needs a person, what runs, what was found last. */
export default class OverviewController {
  async show({ auth, view }: HttpContext) {
    const [found, running] = await Promise.all([
      foundFor(auth.getUserOrFail().role),
      overviewRunning(),
    ])
    return view.render('pages/overview', { ...found, ...running })
  }

  /** The same as it changes; people of one role share the work. */
  @inject()
  async stream(ctx: HttpContext, hub: LiveHub) {
    const { role } = ctx.auth.getUserOrFail()
    let found: Awaited<ReturnType<typeof foundFor>> | null = null
    return joinSharedFeed(ctx, hub, {
      key: `overview ${role}`,
      topics: TOPICS,
      render: async (heard) => {
        if (found === null || heard.isDue || !isMereProgress(heard)) found = await foundFor(role)
        const state = { ...found, ...(await overviewRunning()) }
        return { html: await ctx.view.render('partials/overview/live', state) }
      },
    })
  }
}

/** Whether nothing has begun or ended, only gone on. */
function isMereProgress({ announcements }: Heard): boolean {
  return announcements.every(({ kind }) => kind !== 'status' && kind !== 'resync')
}

async function foundFor(role: Role) {
  const found = await overviewFound(role)
  return {
    ...found,
    models: found.models.map((row) => ({ ...row, title: modelTitle(row), href: modelPath(row) })),
    evaluations: found.evaluations.map((row) => ({ ...row, cards: verdictCards(row.verdicts) })),
  }
}
