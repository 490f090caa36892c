import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { drainPlan } from '#services/pages/jobs/worker_list'
import { drainWorker, resumeWorker } from '#services/workers/drain_worker'
import { drainEffect } from '#transformers/tables/worker_rows'

/** What administrators ask of workers. */
export default class WorkersController {
  /** What draining would do: a dialog, or a page for who follows the address. */
  async confirm({ params, request, view }: HttpContext) {
    const plan = await drainPlan(Number(params['id']))
    const isFragment = request.header('HX-Request') !== undefined
    return view.render(isFragment ? 'partials/jobs/drain_dialog' : 'pages/jobs/drain', {
      worker: plan.worker,
      effect: drainEffect(plan),
    })
  }

  async drain(ctx: HttpContext) {
    await drainWorker(Number(ctx.params['id']), actorOf(ctx))
    ctx.session.flash('done', 'The worker drains: within 5 s it takes no further job.')
    return ctx.response.redirect('/jobs')
  }

  async resume(ctx: HttpContext) {
    await resumeWorker(Number(ctx.params['id']), actorOf(ctx))
    ctx.session.flash('done', 'The worker takes jobs again within 5 s.')
    return ctx.response.redirect('/jobs')
  }
}
