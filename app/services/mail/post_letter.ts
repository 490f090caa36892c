import encryption from '@adonisjs/core/services/encryption'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { mail } from '#config/mail'
import type { Letter } from '#integrations/mail/smtp'
import { MAIL_QUEUE, type Queue } from '#services/queue'

/** Work of the mail queue. */
export type MailData =
  /** A letter, encrypted: the links in it are stored nowhere readable. */
  | { readonly letter: string }
  /** An address whose owner, if there is one, asks for a link to a new password. */
  | { readonly forgottenBy: string }

/** Whether letters leave this server. */
export function sendsMail(): boolean {
  return mail !== null
}

/** Queues a letter in the caller's transaction; nothing where no mail server is set. */
export async function postLetter(
  trx: TransactionClientContract,
  queue: Queue,
  letter: Letter
): Promise<void> {
  if (mail === null) return
  await queue.send(MAIL_QUEUE, [{ letter: encryption.encrypt(letter) }], trx)
}
