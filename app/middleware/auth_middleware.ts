import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import db from '@adonisjs/lucid/services/db'
import type User from '#models/user'
import { SIGNED_IN, type SignedIn } from '#services/people/sessions'

/** Pages need a session; the API takes a session or an access token. A disabled account has neither. */
export default class AuthMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const isApi = ctx.request.url().startsWith('/api/')
    const user = await ctx.auth.authenticateUsing(isApi ? ['web', 'api'] : ['web'], {
      loginRoute: '/sign-in',
    })
    if (user.disabledAt !== null) {
      await ctx.auth.use('web').logout()
      return ctx.response.redirect('/sign-in')
    }
    if (!isApi || ctx.auth.authenticatedViaGuard === 'web') await keepSignedIn(ctx, user)
    return next()
  }
}

/** So seldom is it noted that a person was here. */
const SEEN_EVERY_MINUTES = 5

/** With the first request of a session: whose it is, where and since when, so that it can be listed and ended. */
async function keepSignedIn({ request, session }: HttpContext, user: User): Promise<void> {
  const seen = user.lastSeenAt?.diffNow('minutes').minutes ?? -Infinity
  if (seen < -SEEN_EVERY_MINUTES) {
    await db.from('users').where('id', user.id).update({ last_seen_at: new Date() })
  }
  const known = session.get(SIGNED_IN) as SignedIn | undefined
  if (known?.userId === user.id) return
  const signedIn: SignedIn = {
    userId: user.id,
    since: new Date().toISOString(),
    address: request.ip(),
    agent: (request.header('user-agent') ?? '').slice(0, 200),
  }
  session.put(SIGNED_IN, signedIn)
  await session.tag(String(user.id))
}
