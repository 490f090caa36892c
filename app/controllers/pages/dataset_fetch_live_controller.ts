import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { openStream } from '#controllers/pages/open_stream'
import { LiveHub } from '#live/live_hub'
import { fetchTopic } from '#live/topics'
import { fetchKeyIn } from '#validators/dataset'

/** What the download of a form does, as server-sent events: rows, attempts, waits. */
export default class DatasetFetchLiveController {
  @inject()
  async stream(ctx: HttpContext, hub: LiveHub) {
    const { request, response, view, logger } = ctx
    const stream = openStream(ctx)
    const key = fetchKeyIn(request.qs())
    const stop = await hub.subscribe(fetchTopic(key), ({ kind, data }) => {
      if (kind !== 'progress') return
      view
        .render('partials/datasets/fetch_progress', { progress: { ...data, at: Date.now() } })
        .then((html) => stream.send(html))
        .catch((error: unknown) => logger.error({ err: error }, 'A download was not told'))
    })
    stream.onClose(stop)
    response.header('content-type', 'text/event-stream')
    response.header('cache-control', 'no-cache, no-transform')
    response.header('x-accel-buffering', 'no')
    return response.stream(stream.body)
  }
}
