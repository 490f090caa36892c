import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import { EvaluationFeed } from '#controllers/pages/evaluation_feed'
import { closeStreams, EventStream } from '#live/event_stream'
import { LiveHub } from '#live/live_hub'
import { evaluationTopic, experimentTopic, studyTopic } from '#live/topics'
import { evaluationState } from '#services/pages/evaluations/evaluation_page'

let closesAtEnd = false

/** How far an evaluation is, as server-sent events. */
export default class EvaluationLiveController {
  @inject()
  async stream({ params, request, response, view, logger }: HttpContext, hub: LiveHub) {
    const { evaluation, folds } = await evaluationState(Number(params['id']))
    if (!closesAtEnd) app.terminating(closeStreams)
    closesAtEnd = true
    const stream = new EventStream()
    const feed = new EvaluationFeed(evaluation.evaluation_id, stream, view, logger)
    const topics = [
      evaluationTopic(evaluation.evaluation_id),
      ...folds.flatMap(({ experiment_id: experimentId, study_id: studyId }) => [
        ...(experimentId === null ? [] : [experimentTopic(experimentId)]),
        ...(studyId === null ? [] : [studyTopic(studyId)]),
      ]),
    ]
    const stops = await Promise.all(
      topics.map((topic) => hub.subscribe(topic, () => feed.changed()))
    )
    stream.onClose(() => {
      for (const stop of stops) stop()
      feed.stop()
    })
    request.request.once('close', () => stream.close())
    response.header('content-type', 'text/event-stream')
    response.header('cache-control', 'no-cache, no-transform')
    response.header('x-accel-buffering', 'no')
    feed.changed()
    return response.stream(stream.body)
  }
}
