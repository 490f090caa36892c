import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { randomBytes } from 'node:crypto'
import User, { type Role } from '#models/user'
import { OpenIdRefused } from '#integrations/openid/openid_errors'
import type { OpenIdPerson } from '#integrations/openid/openid_provider'
import AuditService from '#services/audit_service'
import { takeInvitation } from '#services/people/access_links'

/**
 * The account of whom a provider names: the one that came by it before, else the one with the verified
 * email, else a new one by the open invitation of the email, which is used up, or where that is allowed.
 * @param newRole of people without an account or invitation; null: they are refused
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
    const owner = await User.query({ client: trx }).whereRaw('lower(email) = ?', [email]).first()
    const user =
      owner === null
        ? await joined(trx, { email, subject }, newRole)
        : await claimed(owner, subject).save()
    await new AuditService().record(
      trx,
      { userId: user.id, person: email, route: 'page', address },
      {
        act: owner === null ? 'user.create' : 'user.openid',
        objectType: 'user',
        objectId: user.id,
        details: { by: 'openid', role: user.role },
      }
    )
    return user
  })
}

async function joined(
  trx: TransactionClientContract,
  { email, subject }: { readonly email: string; readonly subject: string },
  newRole: Role | null
): Promise<User> {
  const role = (await takeInvitation(trx, email)) ?? newRole
  if (role === null) {
    throw new OpenIdRefused(`${email} has no account; ask an administrator for an invitation`)
  }
  const password = randomBytes(32).toString('base64url') // nobody's: a link sets one
  const account = { email, role, password, openidSubject: subject, disabledAt: null }
  return User.create(account, { client: trx })
}

function claimed(owner: User, subject: string): User {
  if (owner.openidSubject !== null) {
    throw new OpenIdRefused(
      `the account of ${owner.email} belongs to another person of the provider`
    )
  }
  return enabled(owner).merge({ openidSubject: subject })
}

function enabled(user: User): User {
  if (user.disabledAt === null) return user
  throw new OpenIdRefused(`the account of ${user.email} is disabled`)
}
