import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import Reruns, { knownRerun } from '#services/reruns/reruns'

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

  /** How far one is; a replay that is done leads to its episode. */
  async show({ params, response, view }: HttpContext) {
    const rerun = await knownRerun(Number(params['id']))
    const { episode_id: episodeId, status } = rerun
    if (episodeId !== null && status === 'identical') {
      return response.redirect(`/episodes/${episodeId}`)
    }
    return view.render('partials/reruns/rerun', { rerun })
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
