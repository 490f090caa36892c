import { errors as authErrors } from '@adonisjs/auth'
import { ExceptionHandler, type HttpContext } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import { errors as shieldErrors } from '@adonisjs/shield'
import { openId } from '#config/openid'
import { policyOf } from '#policies/route_policies'
import { faultOf, type Fault } from './fault.js'
import { RequestInvalid } from './request_invalid.js'

/** The one place where an error becomes an answer: a JSON problem, a fragment for htmx, or a page. */
export default class HttpExceptionHandler extends ExceptionHandler {
  protected debug = false
  protected renderStatusPages = false

  async handle(error: unknown, ctx: HttpContext) {
    const isApi = ctx.request.url().startsWith('/api/')
    if (error instanceof authErrors.E_UNAUTHORIZED_ACCESS) {
      return isApi ? problem(ctx, signInNeeded) : toSignIn(ctx)
    }
    if (!isApi && isOfEndedSession(error, ctx)) return toSignIn(ctx)
    const fault = faultOf(error, ctx.request.id())
    const { retryAfterSeconds } = fault
    if (retryAfterSeconds !== undefined) {
      ctx.response.header('retry-after', String(retryAfterSeconds))
    }
    if (isApi) return problem(ctx, { ...fault, status: apiStatus(fault, error) })
    ctx.response.status(fault.status)
    const isFragment = ctx.request.header('HX-Request') !== undefined
    if (!isFragment && ctx.route?.name === 'sessions.store' && fault.status < 500) {
      return ctx.response.send(await signInAgain(ctx, fault))
    }
    const template = isFragment ? 'partials/fault' : 'pages/errors/fault'
    return ctx.response.send(await ctx.view.render(template, { fault }))
  }

  async report(error: unknown, ctx: HttpContext) {
    if (faultOf(error, ctx.request.id()).status < 500 && !app.inDev) return
    return super.report(error, ctx)
  }
}

/**
 * For programs 422 means just this: the request is not of the operation's schema. What the schema allows
 * may still not go together, or not with what is stored.
 */
function apiStatus({ status }: Fault, error: unknown): number {
  return status === 422 && !(error instanceof RequestInvalid) ? 409 : status
}

/** The form with what is wrong, where no script puts that into the form; the password is typed again. */
function signInAgain({ request, view }: HttpContext, fault: Fault) {
  const { email, to } = request.all() as Record<string, unknown>
  return view.render('pages/sessions/create', {
    fault,
    email: typeof email === 'string' ? email : '',
    to: typeof to === 'string' ? to : '/',
    openId: openId && { name: openId.name },
  })
}

const signInNeeded: Fault = {
  status: 401,
  exit: 1,
  code: 'E_UNAUTHORIZED',
  message: 'This needs a session or an access token.',
  remedy: 'Sign in, or send `Authorization: Bearer TOKEN` with a token from /tokens.',
  fields: [],
}

/** RFC 9457. */
function problem(ctx: HttpContext, fault: Fault) {
  const { status, code, message, remedy, fields } = fault
  ctx.response.status(status).header('content-type', 'application/problem+json')
  if (status === 401) ctx.response.header('www-authenticate', 'Bearer')
  return ctx.response.send(
    JSON.stringify({
      type: `urn:reinforce-strategy-creator:error:${code}`,
      title: message,
      status,
      code,
      detail: remedy ?? message,
      instance: ctx.request.id(),
      ...(fields.length > 0 ? { errors: fields } : {}),
    })
  )
}

/** A session that has ended takes the token of its forms with it: who sends one is to sign in, no more. */
function isOfEndedSession(error: unknown, { auth, route }: HttpContext): boolean {
  const isForm = error instanceof shieldErrors.E_BAD_CSRF_TOKEN
  return isForm && !auth.isAuthenticated && policyOf(route?.name) !== 'anyone'
}

/** The page that a person is on: the address of a fragment or a form's is none to come back to. */
function pageOf({ request }: HttpContext): string {
  const referrer = request.method() === 'GET' ? undefined : request.header('referer')
  const shown = request.header('HX-Current-URL') ?? referrer
  if (shown === undefined || !URL.canParse(shown)) return request.url(true)
  const { pathname, search } = new URL(shown)
  return pathname + search
}

/** htmx would swap the sign-in page into its target, so it is told to go there. */
function toSignIn(ctx: HttpContext) {
  const back = encodeURIComponent(pageOf(ctx))
  if (ctx.request.header('HX-Request') !== undefined) {
    return ctx.response.status(401).header('HX-Redirect', `/sign-in?to=${back}`).send('')
  }
  return ctx.response.redirect(`/sign-in?to=${back}`)
}
