import type { HttpContext } from '@adonisjs/core/http'
import { openId } from '#config/openid'
import { actorOf } from '#controllers/pages/actor'
import { openSession } from '#controllers/pages/open_session'
import { noteSignOut } from '#services/people/sessions'
import { personOf } from '#services/people/sign_in'
import { signInValidator } from '#validators/session'
import { localPath } from './local_path.js'

export default class SessionsController {
  create({ auth, request, response, view }: HttpContext) {
    if (auth.isAuthenticated) return response.redirect('/')
    return view.render('pages/sessions/create', {
      to: localPath(request.qs()['to']),
      openId: openId && { name: openId.name },
    })
  }

  async store(ctx: HttpContext) {
    const { request, response } = ctx
    const { email, password, remember, to } = await request.validateUsing(signInValidator)
    const user = await personOf(email, password, request.ip())
    await openSession(ctx, user, 'password', remember !== undefined) // the text of a ticked box
    return response.redirect(localPath(to))
  }

  async destroy(ctx: HttpContext) {
    const actor = actorOf(ctx)
    await ctx.auth.use('web').logout()
    ctx.session.clear() // else it would stay in the list of the person's sessions
    await noteSignOut(actor)
    return ctx.response.redirect('/sign-in')
  }
}
