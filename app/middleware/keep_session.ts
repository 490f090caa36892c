import { RememberMeToken } from '@adonisjs/auth/session'
import type { HttpContext } from '@adonisjs/core/http'
import db from '@adonisjs/lucid/services/db'
import type User from '#models/user'
import { noteBegin, SIGNED_IN, type SignedIn } from '#services/people/sessions'

/**
 * Writes into a session whose it is, where and since when, so that it can be listed and ended: it has to
 * be there from the answer that signs somebody in, for a session without it would outlive a new password.
 */
export async function keepSession(ctx: HttpContext, user: User): Promise<void> {
  const { request, session } = ctx
  const known = session.get(SIGNED_IN) as SignedIn | undefined
  const remembered = rememberedBy(ctx)
  if (known?.userId === user.id && known.remembered === remembered) return
  const from = {
    address: request.ip(),
    agent: (request.header('user-agent') ?? '').slice(0, 200),
  }
  const since = known?.userId === user.id ? known.since : new Date().toISOString()
  session.put(SIGNED_IN, { userId: user.id, since, remembered, ...from } satisfies SignedIn)
  await session.tag(String(user.id))
  if (ctx.auth.use('web').viaRemember) await noteBegin(user, from.address, 'remembered')
  if (remembered === null) return
  await db.from('remember_me_tokens').where({ id: remembered, tokenable_id: user.id }).update(from)
}

/** The number of the token by which this browser stays signed in. */
function rememberedBy({ auth, request }: HttpContext): number | null {
  const cookie = request.encryptedCookie(auth.use('web').rememberMeKeyName) as unknown
  const token = typeof cookie === 'string' ? RememberMeToken.decode(cookie) : null
  return token === null ? null : Number(token.identifier)
}
