import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { sendsMail } from '#services/mail/post_letter'
import { forgetPassword } from '#services/people/forgotten_password'
import { Queue } from '#services/queue'
import { forgottenValidator } from '#validators/session'

/** A link to a new password by mail, for whoever forgot theirs. */
export default class ForgottenPasswordController {
  create({ view }: HttpContext) {
    return view.render('pages/sessions/forgotten', { sendsMail: sendsMail() })
  }

  @inject()
  async store({ request, response, session }: HttpContext, queue: Queue) {
    const { email } = await request.validateUsing(forgottenValidator)
    if (sendsMail()) await forgetPassword(email, request.ip(), queue)
    session.flash('done', `If ${email} has an account, a letter with a link is on its way to it.`)
    return response.redirect('/sign-in')
  }
}
