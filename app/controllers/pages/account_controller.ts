import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#controllers/pages/actor'
import { changePassword } from '#services/people/change_password'
import { passwordValidator } from '#validators/session'

export default class AccountController {
  show({ view }: HttpContext) {
    return view.render('pages/account/show')
  }

  async password(ctx: HttpContext) {
    const { request, response, session } = ctx
    const { current_password: current, password } = await request.validateUsing(passwordValidator)
    await changePassword(actorOf(ctx), { current, next: password }, session.sessionId)
    session.flash('done', 'The password is changed. Other sessions have ended.')
    return response.redirect('/account')
  }
}
