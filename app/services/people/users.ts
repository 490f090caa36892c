import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { DateTime } from 'luxon'
import { CodedError } from '#core/errors'
import User, { type Role } from '#models/user'
import AuditService, { type Actor } from '#services/audit_service'
import { endSessions } from '#services/people/sessions'

export class UserNotFound extends CodedError {
  readonly code = 'E_USER_NOT_FOUND'
  readonly kind = 'not_found'

  constructor(userId: number) {
    super(`There is no account ${userId}.`, 'The list of users has every account.')
  }
}

/** Without an administrator nobody could let anybody in again. */
export class LastAdministrator extends CodedError {
  readonly code = 'E_LAST_ADMINISTRATOR'
  readonly kind = 'refused'

  constructor(email: string) {
    super(
      `${email} is the last administrator, and stays one. Nothing was changed.`,
      'Make another person an administrator first.'
    )
  }
}

/** @throws E_USER_NOT_FOUND */
export async function knownUser(trx: TransactionClientContract, userId: number): Promise<User> {
  const user = await User.query({ client: trx }).where('id', userId).forUpdate().first()
  if (user === null) throw new UserNotFound(userId)
  return user
}

/**
 * Gives a person another role.
 * @throws E_USER_NOT_FOUND, E_LAST_ADMINISTRATOR
 */
export async function changeRole(userId: number, role: Role, actor: Actor): Promise<void> {
  await changeUser(userId, actor, 'user.role', async (user) => {
    const before = user.role
    user.role = role
    return { before, after: role }
  })
}

/**
 * Shuts an account, which ends its sessions and its tokens' use, or opens it again.
 * @throws E_USER_NOT_FOUND, E_LAST_ADMINISTRATOR
 */
export async function setDisabled(userId: number, disabled: boolean, actor: Actor): Promise<void> {
  const act = disabled ? 'user.disable' : 'user.enable'
  await changeUser(userId, actor, act, async (user, trx) => {
    const before = user.disabledAt !== null
    user.disabledAt = disabled ? DateTime.now() : null
    if (disabled) await endSessions(trx, user.id, null)
    return { before: { disabled: before }, after: { disabled } }
  })
}

async function changeUser(
  userId: number,
  actor: Actor,
  act: string,
  change: (user: User, trx: TransactionClientContract) => Promise<Record<string, unknown>>
): Promise<void> {
  await db.transaction(async (trx) => {
    // of two administrators who lower each other at once, one must wait and see
    await trx.rawQuery("select pg_advisory_xact_lock(hashtext('administrators'))")
    const user = await knownUser(trx, userId)
    const details = await change(user, trx)
    await user.useTransaction(trx).save()
    const left = await User.query({ client: trx })
      .where('role', 'admin')
      .whereNull('disabled_at')
      .first()
    if (left === null) throw new LastAdministrator(user.email)
    const done = { act, objectType: 'user', objectId: userId, details }
    await new AuditService().record(trx, actor, done)
  })
}
