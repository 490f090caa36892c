import type { HttpContext } from '@adonisjs/core/http'
import { openSession } from '#controllers/pages/open_session'
import { linkReason, openLink, redeemLink } from '#services/people/access_links'
import { newPasswordValidator } from '#validators/people'

/** What a one-time link opens: an account to make, or a password to set. */
export default class LinksController {
  async show({ params, response, view }: HttpContext) {
    const link = await openLink(String(params['token']))
    if (typeof link !== 'string') {
      return view.render('pages/links/show', { link, token: params['token'], reason: null })
    }
    response.status(403)
    return view.render('pages/links/show', { link: null, token: null, reason: linkReason(link) })
  }

  async store(ctx: HttpContext) {
    const { params, request, response } = ctx
    const { password } = await request.validateUsing(newPasswordValidator)
    const user = await redeemLink(String(params['token']), password, request.ip())
    if (user.disabledAt !== null) return response.redirect('/sign-in')
    await openSession(ctx, user, 'link')
    return response.redirect('/')
  }
}
