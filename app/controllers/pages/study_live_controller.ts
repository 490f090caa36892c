import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import { closeStreams, EventStream } from '#live/event_stream'
import { LiveHub } from '#live/live_hub'
import { studyTopic } from '#live/topics'
import { studyProgress } from '#services/pages/studies/study_page'
import { OBJECTIVE_LABELS } from '#core/tuning/objectives'

const LEAST_MS_BETWEEN = 500
let closesAtEnd = false

/** How far a study is, as server-sent events; the charts stand still until the page is loaded anew. */
export default class StudyLiveController {
  @inject()
  async stream({ params, request, response, view, logger }: HttpContext, hub: LiveHub) {
    const studyId = Number(params['id'])
    await studyProgress(studyId)
    if (!closesAtEnd) app.terminating(closeStreams)
    closesAtEnd = true
    const stream = new EventStream()
    let timer: NodeJS.Timeout | null = null
    const tell = async (): Promise<void> => {
      if (stream.isBehind) return
      const progress = await studyProgress(studyId)
      const state = { ...progress, labels: OBJECTIVE_LABELS }
      stream.send(await view.render('partials/studies/live', state))
      const { status } = progress.study
      if (status !== 'running') stream.send(status, 'finished')
    }
    const changed = () => {
      timer ??= setTimeout(() => {
        timer = null
        tell().catch((error: unknown) => {
          // the page says so and connects again
          logger.error({ err: error }, `The live page of study ${studyId} could not be fed`)
          stream.close()
        })
      }, LEAST_MS_BETWEEN)
    }
    const stop = await hub.subscribe(studyTopic(studyId), changed)
    stream.onClose(() => {
      stop()
      if (timer !== null) clearTimeout(timer)
    })
    request.request.once('close', () => stream.close())
    response.header('content-type', 'text/event-stream')
    response.header('cache-control', 'no-cache, no-transform')
    response.header('x-accel-buffering', 'no')
    changed()
    return response.stream(stream.body)
  }
}
