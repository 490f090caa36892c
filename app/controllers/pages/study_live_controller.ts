import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { openStream } from '#controllers/pages/open_stream'
import { joinStudyFeed } from '#controllers/pages/study_feed'
import { LiveHub } from '#live/live_hub'
import { knownStudy } from '#services/pages/studies/study_page'

/** How far a study is, as server-sent events. */
export default class StudyLiveController {
  @inject()
  async stream(ctx: HttpContext, hub: LiveHub) {
    const { row } = await knownStudy(Number(ctx.params['id']))
    const stream = openStream(ctx)
    await joinStudyFeed(row.study_id, stream, { hub, view: ctx.view, logger: ctx.logger })
    ctx.response.header('content-type', 'text/event-stream')
    ctx.response.header('cache-control', 'no-cache, no-transform')
    ctx.response.header('x-accel-buffering', 'no')
    return ctx.response.stream(stream.body)
  }
}
