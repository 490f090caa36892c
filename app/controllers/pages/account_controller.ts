import type { HttpContext } from '@adonisjs/core/http'
import { changePassword } from '#services/people/change_password'
import { passwordValidator } from '#validators/session'

export default class AccountController {
  show({ view }: HttpContext) {
    return view.render('pages/account/show')
  }

  async password({ auth, request, response, session }: HttpContext) {
    const { current_password: current, password } = await request.validateUsing(passwordValidator)
    const { id } = auth.getUserOrFail()
    await changePassword(id, { current, next: password }, session.sessionId)
    session.flash('done', 'The password is changed. Other sessions have ended.')
    return response.redirect('/account')
  }
}
