import { overHttps } from '#config/app'
import { defineConfig } from '@adonisjs/shield'

/** Nothing from other hosts, no inline code without the request's nonce. */
export default defineConfig({
  csp: {
    enabled: true,
    directives: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'", '@nonce'],
      styleSrc: ["'self'", '@nonce'],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    reportOnly: false,
  },
  csrf: {
    enabled: true,
    // programs show a token instead of a cookie; a session on /api needs the header all the same
    exceptRoutes: ({ request }) =>
      request.url().startsWith('/api/') &&
      (request.header('authorization') !== undefined || request.header('cookie') === undefined),
    enableXsrfCookie: false,
    methods: ['POST', 'PUT', 'PATCH', 'DELETE'],
  },
  xFrame: { enabled: true, action: 'DENY' },
  hsts: { enabled: overHttps, maxAge: '180 days' },
  contentTypeSniffing: { enabled: true },
})
