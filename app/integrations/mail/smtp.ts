import { createTransport } from 'nodemailer'

const PATIENCE_MS = 20_000

/** A letter in plain text. */
export interface Letter {
  readonly to: string
  readonly subject: string
  readonly text: string
}

/**
 * Hands a letter to a mail server; resolves when that has taken it.
 * @param url as in `smtp://user:password@host:587`, or `smtps:` for TLS from the first byte
 * @throws Error when it cannot be reached, or refuses it
 */
export async function sendBySmtp(url: string, from: string, letter: Letter): Promise<void> {
  const transport = createTransport({
    url,
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    await transport.sendMail({ ...letter, from })
  } finally {
    transport.close()
  }
}
