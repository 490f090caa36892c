import { errors } from '@adonisjs/auth'
import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import db from '@adonisjs/lucid/services/db'
import type User from '#models/user'

/** Pages need a session; the API takes a session or an access token. A disabled account has neither. */
export default class AuthMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    const isApi = ctx.request.url().startsWith('/api/')
    const user = await ctx.auth.authenticateUsing(isApi ? ['web', 'api'] : ['web'], {
      loginRoute: '/sign-in',
    })
    if (user.disabledAt !== null) {
      const driver = ctx.auth.authenticatedViaGuard === 'web' ? 'session' : 'access_tokens'
      if (driver === 'session') await ctx.auth.use('web').logout()
      throw new errors.E_UNAUTHORIZED_ACCESS('The account is disabled', { guardDriverName: driver })
    }
    if (!isApi || ctx.auth.authenticatedViaGuard === 'web') await noteSeen(user)
    return next()
  }
}

/** So seldom is it noted that a person was here. */
const SEEN_EVERY_MINUTES = 5

async function noteSeen(user: User): Promise<void> {
  const seen = user.lastSeenAt?.diffNow('minutes').minutes ?? -Infinity
  if (seen >= -SEEN_EVERY_MINUTES) return
  await db.from('users').where('id', user.id).update({ last_seen_at: new Date() })
}
