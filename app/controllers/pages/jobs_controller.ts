import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { joinSharedFeed } from '#controllers/pages/shared_feed'
import { LiveHub } from '#live/live_hub'
import { EVALUATIONS_TOPIC, RERUNS_TOPIC, RUNS_TOPIC, WORKERS_TOPIC } from '#live/topics'
import { jobsPage } from '#services/pages/jobs/jobs_page'
import { Queue } from '#services/queue'
import { queueRows } from '#transformers/tables/queue_rows'
import { workerRows } from '#transformers/tables/worker_rows'
import { jobStatus } from '#validators/job_status'

const TOPICS = [RUNS_TOPIC, RERUNS_TOPIC, EVALUATIONS_TOPIC, WORKERS_TOPIC]

/** Work that runs, waits or failed, and who works. */
export default class JobsController {
  @inject()
  async index({ request, view }: HttpContext, queue: Queue) {
    const status = jobStatus(request.qs())
    return view.render('pages/jobs/index', { ...(await stateOf(status, queue)), status })
  }

  /** The same while it changes; people of one role who look at the same share the work. */
  @inject()
  async stream(ctx: HttpContext, hub: LiveHub, queue: Queue) {
    const status = jobStatus(ctx.request.qs())
    const { role } = ctx.auth.getUserOrFail()
    return joinSharedFeed(ctx, hub, {
      key: `jobs ${status} ${role}`,
      topics: TOPICS,
      render: async () => {
        const state = { ...(await stateOf(status, queue)), status }
        return { html: await ctx.view.render('partials/jobs/live', state) }
      },
    })
  }
}

async function stateOf(status: ReturnType<typeof jobStatus>, queue: Queue) {
  const { workers, ownVersion, queues, ...state } = await jobsPage(status, queue)
  return {
    ...state,
    ownVersion,
    workers: workerRows(workers, ownVersion),
    ...queueRows(queues),
  }
}
