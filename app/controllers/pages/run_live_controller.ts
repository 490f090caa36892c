import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { openStream } from '#controllers/pages/open_stream'
import { LiveHub } from '#live/live_hub'
import { drawnAt } from '#controllers/pages/run_audience'
import { joinRunFeed } from '#controllers/pages/run_feed'
import EpisodeBarsReader from '#services/pages/episode_bars'
import { runHead } from '#services/pages/run_page'

/** What a page says that comes back, or else what it was made with. */
function positionOf(request: HttpContext['request']): Record<string, unknown> {
  const last = request.header('last-event-id')
  return last ? Object.fromEntries(new URLSearchParams(last)) : request.qs()
}

/** The live part of a run's page, as server-sent events. */
export default class RunLiveController {
  @inject()
  async stream(ctx: HttpContext, hub: LiveHub, bars: EpisodeBarsReader) {
    const run = await runHead(Number(ctx.params['id']))
    const stream = openStream(ctx)
    const parts = { hub, view: ctx.view, bars, logger: ctx.logger }
    await joinRunFeed(run, drawnAt(positionOf(ctx.request), run.episodes_done), stream, parts)
    ctx.response.header('content-type', 'text/event-stream')
    ctx.response.header('cache-control', 'no-cache, no-transform')
    ctx.response.header('x-accel-buffering', 'no')
    return ctx.response.stream(stream.body)
  }
}
