import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { joinSharedFeed } from '#controllers/pages/shared_feed'
import { LiveHub } from '#live/live_hub'
import { rerunTopic, WORKERS_TOPIC } from '#live/topics'
import Reruns, { knownRerun, PENDING } from '#services/reruns/reruns'

/** Runs that are trained again, to compare their weights or to see one of their episodes. */
export default class RerunsController {
  @inject()
  async reproduce(ctx: HttpContext, reruns: Reruns) {
    const runId = Number(ctx.params['id'])
    await reruns.reproduce(runId, actorOf(ctx))
    ctx.session.flash('done', `Run ${runId} is queued to be trained again.`)
    return ctx.response.redirect(`/runs/${runId}#reproduce`)
  }

  @inject()
  async replay(ctx: HttpContext, reruns: Reruns) {
    const episodeId = Number(ctx.params['id'])
    await reruns.replay(episodeId, actorOf(ctx))
    return ctx.response.redirect(`/episodes/${episodeId}`)
  }

  /** How far one is, as server-sent events; its page reads anew what depends on it when it has ended. */
  @inject()
  async stream(ctx: HttpContext, hub: LiveHub) {
    const { rerun_id: rerunId } = await knownRerun(Number(ctx.params['id']))
    return joinSharedFeed(ctx, hub, {
      key: `rerun ${rerunId}`,
      topics: [rerunTopic(rerunId), WORKERS_TOPIC],
      render: async () => {
        const rerun = await knownRerun(rerunId)
        const html = await ctx.view.render('partials/reruns/live', { rerun })
        return PENDING.includes(rerun.status) ? { html } : { html, ended: rerun.status }
      },
    })
  }

  @inject()
  async cancel(ctx: HttpContext, reruns: Reruns) {
    const { run_id: runId, episode_id: episodeId } = await reruns.cancel(
      Number(ctx.params['id']),
      actorOf(ctx)
    )
    ctx.session.flash('done', 'It is cancelled. Nothing was stored.')
    return ctx.response.redirect(episodeId === null ? `/runs/${runId}` : `/episodes/${episodeId}`)
  }
}
