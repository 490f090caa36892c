import encryption from '@adonisjs/core/services/encryption'
import { mail } from '#config/mail'
import { sendBySmtp, type Letter } from '#integrations/mail/smtp'
import type { MailData } from '#services/mail/post_letter'
import { letterFor } from '#services/people/forgotten_password'
import { MAIL_QUEUE, type Queue } from '#services/queue'

/**
 * Sends letters from this page server, which alone promises them: also while it works no other queue. What the mail server does not take is tried again, later each time.
 */
export async function workMail(queue: Queue): Promise<void> {
  if (mail === null) return
  const { url, from } = mail
  await queue.work<MailData>(MAIL_QUEUE, 1, async (data) => {
    const letter =
      'letter' in data ? encryption.decrypt<Letter>(data.letter) : await letterFor(data.forgottenBy)
    if (letter !== null) await sendBySmtp(url, from, letter)
  })
}
