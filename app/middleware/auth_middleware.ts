import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'

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
    return next()
  }
}
