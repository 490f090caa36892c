import type { HttpContext } from '@adonisjs/core/http'
import { openId } from '#config/openid'
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

  async store({ auth, request, response }: HttpContext) {
    const { email, password, remember, to } = await request.validateUsing(signInValidator)
    const user = await personOf(email, password, request.ip())
    await auth.use('web').login(user, remember === true)
    return response.redirect(localPath(to))
  }

  async destroy({ auth, response }: HttpContext) {
    await auth.use('web').logout()
    return response.redirect('/sign-in')
  }
}
