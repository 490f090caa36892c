import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { keepSession } from '#middleware/keep_session'

/** Knows who is signed in, also where nobody has to be. */
export default class SilentAuthMiddleware {
  async handle(ctx: HttpContext, next: NextFn) {
    if (await ctx.auth.check()) await keepSession(ctx, ctx.auth.getUserOrFail())
    return next()
  }
}
