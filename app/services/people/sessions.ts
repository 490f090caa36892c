import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import AuditService, { type Actor } from '#services/audit_service'

/** Where and since when a session is, as the session itself keeps it. */
export interface SignedIn {
  readonly userId: number
  /** ISO time */
  readonly since: string
  readonly address: string
  /** What the browser calls itself. */
  readonly agent: string
}

export interface ListedSession extends SignedIn {
  /** Ends of the session's id: the whole one is a secret. */
  readonly key: string
  readonly isCurrent: boolean
  readonly expiresAt: Date
}

export const SIGNED_IN = 'signed_in'

/** A person's sessions, the current one first. */
export async function listSessions(userId: number, currentId: string): Promise<ListedSession[]> {
  const rows = (await db
    .from('sessions')
    .where('user_id', userId)
    .where('expires_at', '>', new Date())
    .orderBy('expires_at', 'desc')
    .select('id', 'data', 'expires_at')) as { id: string; data: string; expires_at: Date }[]
  const listed = rows.flatMap(({ id, data, expires_at: expiresAt }) => {
    const known = signedInOf(data)
    if (known === null) return []
    return [{ ...known, key: keyOf(id), isCurrent: id === currentId, expiresAt }]
  })
  return listed.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
}

/** Ends one session of a person's; nothing when there is none of this key. */
export async function endSession(userId: number, key: string, actor: Actor): Promise<void> {
  await db.transaction(async (trx) => {
    const rows = (await trx.from('sessions').where('user_id', userId).select('id')) as {
      id: string
    }[]
    const found = rows.find(({ id }) => keyOf(id) === key)
    if (found === undefined) return
    await trx.from('sessions').where('id', found.id).delete()
    const act = { act: 'session.end', objectType: 'user', objectId: userId }
    await new AuditService().record(trx, actor, act)
  })
}

/** Ends a person's sessions, all but the one with `exceptId`, and what signs browsers in again. */
export async function endSessions(
  trx: TransactionClientContract,
  userId: number,
  exceptId: string | null
): Promise<void> {
  const query = trx.from('sessions').where('user_id', userId)
  if (exceptId !== null) void query.whereNot('id', exceptId)
  await query.delete()
  await trx.from('remember_me_tokens').where('tokenable_id', userId).delete()
}

function keyOf(id: string): string {
  return `${id.slice(0, 4)}${id.slice(-4)}`
}

/** The store keeps `{ message: {…} }`; what was written by another version is not listed. */
function signedInOf(data: string): SignedIn | null {
  const stored = JSON.parse(data) as { message?: Record<string, unknown> }
  const known = stored.message?.[SIGNED_IN] as SignedIn | undefined
  return known ?? null
}
