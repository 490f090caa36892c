import db from '@adonisjs/lucid/services/db'
import { randomBytes } from 'node:crypto'
import { CodedError } from '#core/errors'
import User, { type Role } from '#models/user'
import AuditService, { type Actor } from '#services/audit_service'

const ONE_TIME_PASSWORD_BYTES = 15

export class EmailTaken extends CodedError {
  readonly code = 'E_EMAIL_TAKEN'
  readonly kind = 'conflict'

  constructor(email: string) {
    super(`${email} has an account already. It is untouched.`, 'Use another email.')
  }
}

export interface NewUser {
  readonly email: string
  readonly role: Role
  /** null: one is made up. */
  readonly password: string | null
}

/**
 * Makes an account and notes who made it.
 * @returns the made-up password too, which is stored nowhere; null when one was given
 * @throws E_EMAIL_TAKEN
 */
export async function createUser(
  given: NewUser,
  actor: Actor
): Promise<{ user: User; madeUpPassword: string | null }> {
  const { email, role } = given
  const madeUpPassword =
    given.password === null ? randomBytes(ONE_TIME_PASSWORD_BYTES).toString('base64url') : null
  const password = madeUpPassword ?? given.password ?? ''
  const user = await db.transaction(async (trx) => {
    if (await User.query({ client: trx }).whereRaw('lower(email) = ?', [email]).first()) {
      throw new EmailTaken(email)
    }
    const created = await User.create({ email, role, password }, { client: trx })
    const done = { act: 'user.create', objectType: 'user', objectId: created.id, details: { role } }
    await new AuditService().record(trx, actor, done)
    return created
  })
  return { user, madeUpPassword }
}
