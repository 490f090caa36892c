import { appUrl } from '#config/app'
import type { Letter } from '#integrations/mail/smtp'

/** To one who is invited. @param path of the link */
export function invitationLetter(to: string, role: string, path: string): Letter {
  return {
    to,
    subject: `Your account on ${hostName()}`,
    text: `You are invited to ReinforceStrategyCreator on ${hostName()}, with the role ${role}.

This link makes your account. It opens once, within 48 hours:

${appUrl}${path}
`,
  }
}

/** To one who sets a new password. @param path of the link */
export function resetLetter(to: string, path: string): Letter {
  return {
    to,
    subject: `A new password for ${hostName()}`,
    text: `This link sets a new password for ${to} on ${hostName()}. It opens once, within 48 hours, and ends every session of the account:

${appUrl}${path}

If you did not ask for it, nothing changes while it is not opened.
`,
  }
}

function hostName(): string {
  return new URL(appUrl).host
}
