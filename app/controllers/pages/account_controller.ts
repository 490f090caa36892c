import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { endSession, listSessions, SIGNED_IN, type SignedIn } from '#services/people/sessions'
import { changePassword } from '#services/people/change_password'
import { passwordValidator } from '#validators/session'

export default class AccountController {
  async show({ auth, session, view }: HttpContext) {
    const known = session.get(SIGNED_IN) as SignedIn
    const current = { id: session.sessionId, known }
    const sessions = await listSessions(auth.getUserOrFail().id, current)
    return view.render('pages/account/show', { sessions })
  }

  async endSession(ctx: HttpContext) {
    const actor = actorOf(ctx)
    await endSession(actor.userId ?? 0, String(ctx.params['key']), actor)
    ctx.session.flash('done', 'The session has ended.')
    return ctx.response.redirect('/account')
  }

  async password(ctx: HttpContext) {
    const { request, response, session } = ctx
    const { current_password: current, password } = await request.validateUsing(passwordValidator)
    await changePassword(actorOf(ctx), { current, next: password }, session.sessionId)
    session.flash('done', 'The password is changed. Other sessions have ended.')
    return response.redirect('/account')
  }
}
