import env from '#start/env'
import { appUrl } from '#config/app'

/** How letters leave; null: none do, and people hand links on. */
export const mail = env.get('SMTP_URL')
  ? {
      url: env.get('SMTP_URL') ?? '',
      from: env.get('MAIL_FROM') ?? `no-reply@${new URL(appUrl).hostname}`,
    }
  : null
