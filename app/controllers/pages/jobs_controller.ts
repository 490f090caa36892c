import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { joinSharedFeed } from '#controllers/pages/shared_feed'
import { LiveHub } from '#live/live_hub'
import { EVALUATIONS_TOPIC, RERUNS_TOPIC, RUNS_TOPIC, WORKERS_TOPIC } from '#live/topics'
import { cursorText } from '#services/pages/keyset'
import { jobsPage } from '#services/pages/jobs/jobs_page'
import { Queue } from '#services/queue'
import { queueRows } from '#transformers/tables/queue_rows'
import { workerRows } from '#transformers/tables/worker_rows'
import { jobStatus } from '#validators/job_status'
import { cursorIn } from '#validators/list_query'

const TOPICS = [RUNS_TOPIC, RERUNS_TOPIC, EVALUATIONS_TOPIC, WORKERS_TOPIC]

/** Work that runs, waits or failed, and who works. */
export default class JobsController {
  @inject()
  async index({ request, view }: HttpContext, queue: Queue) {
    const shown = shownIn(request.qs())
    return view.render('pages/jobs/index', await stateOf(shown, queue))
  }

  /** The same while it changes; people of one role who look at the same share the work. */
  @inject()
  async stream(ctx: HttpContext, hub: LiveHub, queue: Queue) {
    const shown = shownIn(ctx.request.qs())
    const { role } = ctx.auth.getUserOrFail()
    return joinSharedFeed(ctx, hub, {
      key: `jobs ${shown.place} ${role}`,
      topics: TOPICS,
      render: async () => {
        const state = await stateOf(shown, queue)
        return { html: await ctx.view.render('partials/jobs/live', state) }
      },
    })
  }
}

type Shown = ReturnType<typeof shownIn>

/** Which jobs a page shows, from its URL; `place` is that part of the URL, written in one way. */
function shownIn(query: Record<string, unknown>) {
  const [status, cursor] = [jobStatus(query), cursorIn(query)]
  const at = cursor === null ? null : cursorText({ sort_value: cursor.value, id: cursor.id })
  const place =
    at === null ? '' : `&${cursor?.backward ? 'before' : 'after'}=${encodeURIComponent(at)}`
  return { status, cursor, place: `status=${status}${place}` }
}

async function stateOf({ status, cursor, place }: Shown, queue: Queue) {
  const { workers, ownVersion, queues, ...state } = await jobsPage(status, cursor, queue)
  return {
    ...state,
    ...{ status, place, isFirst: cursor === null },
    ownVersion,
    workers: workerRows(workers, ownVersion),
    ...queueRows(queues),
  }
}
