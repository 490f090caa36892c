import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import { closeStreams, EventStream } from '#live/event_stream'
import { LiveHub } from '#live/live_hub'
import { EVENTS_TOPIC } from '#live/topics'

let closesAtEnd = false

/** What has ended, to browsers whose people want to be told. */
export default class EventsController {
  @inject()
  async stream({ request, response }: HttpContext, hub: LiveHub) {
    if (!closesAtEnd) app.terminating(closeStreams)
    closesAtEnd = true
    const stream = new EventStream()
    const stop = await hub.subscribe(EVENTS_TOPIC, ({ kind, data }) => {
      if (kind === 'told' && !stream.isBehind) stream.send(JSON.stringify(data), kind)
    })
    stream.onClose(stop)
    request.request.once('close', () => stream.close())
    response.header('content-type', 'text/event-stream')
    response.header('cache-control', 'no-cache, no-transform')
    response.header('x-accel-buffering', 'no')
    return response.stream(stream.body)
  }
}
