import db from '@adonisjs/lucid/services/db'
import User from '#models/user'
import type { Letter } from '#integrations/mail/smtp'
import { resetLetter } from '#services/mail/letters'
import { makeResetLink } from '#services/people/access_links'
import { resetAttempts } from '#services/people/sign_in_attempts'
import { MAIL_QUEUE, type Queue } from '#services/queue'

/**
 * Queues the search for whom this address belongs to. Whether there is such a person is found out
 * later, elsewhere: neither the answer nor its time tells.
 * @throws E_TOO_MANY_ATTEMPTS after 5 letters that were asked for from one network address
 */
export async function forgetPassword(email: string, address: string, queue: Queue): Promise<void> {
  await resetAttempts.claim(address)
  await queue.start()
  await db.transaction((trx) => queue.send(MAIL_QUEUE, [{ forgottenBy: email }], trx))
}

/** The letter with a link to a new password; null when no active account has the address. */
export async function letterFor(email: string): Promise<Letter | null> {
  const user = await User.query().whereRaw('lower(email) = ?', [email.toLowerCase()]).first()
  if (user === null || user.disabledAt !== null) return null
  const asker = { userId: user.id, person: user.email, route: 'page', address: null } as const
  const { path } = await makeResetLink(user.id, asker)
  return resetLetter(user.email, path)
}
