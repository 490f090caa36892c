import type { HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import { closeStreams, EventStream } from '#live/event_stream'

let closesAtEnd = false

/** A stream to the person who asks: until they go, may not look any more, or the server stops. */
export function openStream({ auth, request, session }: HttpContext): EventStream {
  if (!closesAtEnd) app.terminating(closeStreams)
  closesAtEnd = true
  const { id: userId, role } = auth.getUserOrFail()
  const stream = new EventStream({ sessionId: session.sessionId, userId, role })
  request.request.once('close', () => stream.close())
  return stream
}
