import type { HttpContext } from '@adonisjs/core/http'
import { openId } from '#config/openid'
import { openSession } from '#controllers/pages/open_session'
import { OpenIdRefused } from '#integrations/openid/openid_errors'
import { OpenIdProvider, type OpenIdQuestion } from '#integrations/openid/openid_provider'
import { personOfOpenId } from '#services/people/openid_sign_in'
import { localPath } from './local_path.js'

const KEPT = 'openid'
const provider = openId === null ? null : new OpenIdProvider(openId)

interface Kept extends OpenIdQuestion {
  readonly to: string
}

/** Signing in through an OpenID Connect provider. */
export default class OpenIdController {
  async begin({ request, response, session }: HttpContext) {
    if (provider === null) throw notSet()
    const { url, question } = await provider.begin()
    const to = localPath(request.input('to') as unknown)
    session.put(KEPT, { ...question, to } satisfies Kept)
    return response.redirect(url)
  }

  async finish(ctx: HttpContext) {
    const { request, response, session } = ctx
    if (provider === null || openId === null) throw notSet()
    // taken out: one answer to each question
    const kept = session.pull(KEPT) as Kept | undefined
    if (kept === undefined)
      throw new OpenIdRefused('this browser did not begin it, or too long ago')
    const query = request.parsedUrl.query
    const person = await provider.finish(query === null ? '' : `?${query}`, kept)
    const user = await personOfOpenId(person, openId.newRole, request.ip())
    await openSession(ctx, user, 'openid')
    return response.redirect(kept.to)
  }
}

function notSet(): OpenIdRefused {
  return new OpenIdRefused('this server knows no provider: OPENID_ISSUER is not set')
}
