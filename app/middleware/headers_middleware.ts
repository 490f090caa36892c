import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

/** What holds for files, probes and addresses without a route too; a page's own policy replaces it. */
const HEADERS = {
  'content-security-policy':
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'same-origin', // one-time links stand in addresses
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** Tells browsers of every answer what it may not be used for. */
export default class HeadersMiddleware {
  async handle({ response }: HttpContext, next: NextFn) {
    for (const [name, value] of Object.entries(HEADERS)) response.response.setHeader(name, value)
    return next()
  }
}
