import db from '@adonisjs/lucid/services/db'
import hash from '@adonisjs/core/services/hash'
import { CodedError } from '#core/errors'
import User from '#models/user'
import { revokeResetLinks } from '#services/people/access_links'
import { endSessions } from '#services/people/sessions'
import { passwordAttempts } from '#services/people/sign_in_attempts'
import AuditService, { type Actor } from '#services/audit_service'

export class WrongPassword extends CodedError {
  readonly code = 'E_WRONG_PASSWORD'
  readonly kind = 'bad_input'
  readonly path = 'current_password'

  constructor() {
    super('The current password is not right. Nothing was changed.', 'Type it again.')
  }
}

/**
 * Changes a person's password, ends their other sessions and takes open links to a new password back.
 * @throws E_WRONG_PASSWORD; E_TOO_MANY_ATTEMPTS after 5 wrong tries, from whatever session
 */
export async function changePassword(
  actor: Actor,
  given: { readonly current: string; readonly next: string },
  sessionId: string
): Promise<void> {
  const user = await User.findOrFail(actor.userId)
  const key = String(user.id)
  await passwordAttempts.claim(key)
  if (!(await hash.verify(user.password, given.current))) throw new WrongPassword()
  await passwordAttempts.forget(key)
  await db.transaction(async (trx) => {
    await user.useTransaction(trx).merge({ password: given.next }).save()
    await endSessions(trx, user.id, sessionId)
    await revokeResetLinks(trx, user.id)
    const act = { act: 'user.password', objectType: 'user', objectId: user.id }
    await new AuditService().record(trx, actor, act)
  })
}
