import env from '#start/env'
import { appUrl } from '#config/app'

const [issuer, clientId] = [env.get('OPENID_ISSUER'), env.get('OPENID_CLIENT_ID')]

/** The provider that people may sign in through; null: none. */
export const openId =
  issuer && clientId
    ? {
        issuer,
        clientId,
        clientSecret: env.get('OPENID_CLIENT_SECRET') ?? null,
        /** What the button calls it. */
        name: env.get('OPENID_NAME') ?? new URL(issuer).hostname,
        /** Role of people without an account; null: they need an invitation. */
        newRole: env.get('OPENID_NEW_ROLE') ?? null,
        callbackUrl: `${appUrl}/sign-in/openid/callback`,
      }
    : null
