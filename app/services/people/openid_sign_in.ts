import db from '@adonisjs/lucid/services/db'
import { randomBytes } from 'node:crypto'
import User, { type Role } from '#models/user'
import { OpenIdRefused } from '#integrations/openid/openid_errors'
import type { OpenIdPerson } from '#integrations/openid/openid_provider'
import AuditService from '#services/audit_service'

/**
 * The account of whom a provider names: the one that came by it before, else the one with the verified
 * email, else a new one where that is allowed.
 * @param newRole of people without an account; null: they are refused
 * @throws E_OPENID_REFUSED without a verified email, without an account, or when it is disabled
 */
export async function personOfOpenId(
  { subject, email, isVerified }: OpenIdPerson,
  newRole: Role | null,
  address: string
): Promise<User> {
  return db.transaction(async (trx) => {
    const known = await User.query({ client: trx }).where('openid_subject', subject).first()
    if (known !== null) return enabled(known)
    if (email === null || !isVerified) {
      throw new OpenIdRefused('the provider has not verified an email of yours')
    }
    const invited = await User.query({ client: trx }).whereRaw('lower(email) = ?', [email]).first()
    if (invited === null && newRole === null) {
      throw new OpenIdRefused(`${email} has no account; ask an administrator for an invitation`)
    }
    if (invited !== null && invited.openidSubject !== null) {
      throw new OpenIdRefused(`the account of ${email} belongs to another person of the provider`)
    }
    const user =
      invited === null
        ? await User.create(
            {
              email,
              role: newRole ?? 'viewer',
              password: randomBytes(32).toString('base64url'), // nobody's: a link sets one
              openidSubject: subject,
              disabledAt: null,
            },
            { client: trx }
          )
        : await enabled(invited).merge({ openidSubject: subject }).save()
    await new AuditService().record(
      trx,
      { userId: user.id, person: email, route: 'page', address },
      {
        act: invited === null ? 'user.create' : 'user.openid',
        objectType: 'user',
        objectId: user.id,
        details: { by: 'openid', role: user.role },
      }
    )
    return user
  })
}

function enabled(user: User): User {
  if (user.disabledAt === null) return user
  throw new OpenIdRefused(`the account of ${user.email} is disabled`)
}
