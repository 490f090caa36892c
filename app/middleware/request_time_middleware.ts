import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { noteRequest } from '#services/api/metrics'

/** Measures every request for `/api/v1/metrics`. */
export default class RequestTimeMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const start = performance.now()
    const { response } = ctx.response
    response.once('close', () => {
      const type = String(response.getHeader('content-type') ?? '')
      if (type.startsWith('text/event-stream')) return
      const route = ctx.route?.pattern ?? 'none'
      const facts = { method: ctx.request.method(), route, status: response.statusCode }
      noteRequest(facts, (performance.now() - start) / 1000)
    })
    return next()
  }
}
