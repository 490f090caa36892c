import db from '@adonisjs/lucid/services/db'
import { CodedError, InvalidParameter } from '#core/errors'
import User, { type Role } from '#models/user'
import AuditService, { type Actor } from '#services/audit_service'

/** What a token may be used for, each with the role that its owner needs. */
export const TOKEN_ABILITIES = {
  read: 'viewer',
  research: 'researcher',
  trade: 'trader',
  admin: 'admin',
} as const satisfies Record<string, Role>
export type TokenAbility = keyof typeof TOKEN_ABILITIES

class AccountNotFound extends CodedError {
  readonly code = 'E_ACCOUNT_NOT_FOUND'
  readonly kind = 'not_found'

  constructor(email: string) {
    super(`No active account has the email ${email}.`, 'Make one with `node ace user:create`.')
  }
}

export interface NewToken {
  readonly email: string
  readonly name: string
  readonly abilities: readonly TokenAbility[]
  /** 1 or more. */
  readonly expiresInDays: number
}

/** A made token; the secret is stored nowhere. */
export interface MadeToken {
  readonly tokenId: number
  readonly secret: string
  readonly expiresAt: Date
}

/**
 * Makes an access token of a person's and notes who made it.
 * @throws E_ACCOUNT_NOT_FOUND; E_INVALID_PARAMETER for an ability that the person's role lacks
 */
export async function createToken(given: NewToken, actor: Actor): Promise<MadeToken> {
  const { email, name, abilities, expiresInDays } = given
  const user = await User.query().whereRaw('lower(email) = ?', [email]).first()
  if (user === null || user.disabledAt !== null) throw new AccountNotFound(email)
  refuseBeyondRole(user, abilities)
  const expiresIn = expiresInDays * 86_400
  const token = await User.accessTokens.create(user, [...abilities], { name, expiresIn })
  const tokenId = Number(token.identifier)
  try {
    const details = { name, abilities, expiresInDays, userId: user.id }
    const done = { act: 'token.create', objectType: 'token', objectId: tokenId, details }
    await db.transaction((trx) => new AuditService().record(trx, actor, done))
  } catch (error) {
    await User.accessTokens.delete(user, tokenId)
    throw error
  }
  return { tokenId, secret: token.value!.release(), expiresAt: token.expiresAt! }
}

function refuseBeyondRole(user: User, abilities: readonly TokenAbility[]): void {
  const beyond = abilities.find((ability) => !user.may(TOKEN_ABILITIES[ability]))
  if (beyond === undefined) return
  const names = Object.keys(TOKEN_ABILITIES) as TokenAbility[]
  const allowed = names.filter((name) => user.may(TOKEN_ABILITIES[name])).join(', ')
  const message = `abilities has ${beyond}, but ${user.email} is ${user.role}, whose tokens may have ${allowed}.`
  throw new InvalidParameter('abilities', message, `Take of ${allowed}.`)
}
