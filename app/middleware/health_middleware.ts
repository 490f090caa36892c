import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { readiness } from '#services/system/readiness'

/**
 * Answers supervisors and load balancers before any session is opened: a probe stores nothing, and is
 * answered while the database is down. `/api/v1/health`: the process is up. `/api/v1/ready`: requests
 * can be served (200), or not (503).
 */
export default class HealthMiddleware {
  async handle({ request, response }: HttpContext, next: NextFn) {
    if (!['GET', 'HEAD'].includes(request.method())) return next()
    const path = request.url().replace(/\/$/, '')
    if (path === '/api/v1/health') return response.send({ status: 'ok' })
    if (path !== '/api/v1/ready') return next()
    const state = await readiness()
    return response.status(state.status === 'ready' ? 200 : 503).send(state)
  }
}
