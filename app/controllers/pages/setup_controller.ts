import type { HttpContext } from '@adonisjs/core/http'
import { openSession } from '#controllers/pages/open_session'
import { redeemSetupLink, setupReason, setupRefusal } from '#services/people/setup'
import { setupValidator } from '#validators/session'

/** The first administrator, by the link that the server printed. */
export default class SetupController {
  async show({ request, response, view }: HttpContext) {
    const token = String(request.qs()['token'] ?? '')
    const refusal = await setupRefusal(token)
    if (refusal !== null) response.status(403)
    const reason = refusal === null ? null : setupReason(refusal)
    return view.render('pages/setup/show', { valid: refusal === null, reason, token })
  }

  async store(ctx: HttpContext) {
    const { request, response } = ctx
    const { token, email, password } = await request.validateUsing(setupValidator)
    const user = await redeemSetupLink(token, { email, password, address: request.ip() })
    await openSession(ctx, user, 'setup')
    return response.redirect('/')
  }
}
