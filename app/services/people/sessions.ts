import db from '@adonisjs/lucid/services/db'
import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import type User from '#models/user'
import AuditService, { type Actor } from '#services/audit_service'

/** Where and since when a session is, as the session itself keeps it. */
export interface SignedIn {
  readonly userId: number
  /** ISO time */
  readonly since: string
  readonly address: string
  /** What the browser calls itself. */
  readonly agent: string
  /** Number of the token by which this browser stays signed in; null where it does not. */
  readonly remembered: number | null
}

/** A browser that is signed in, or would sign itself in again. */
export interface ListedSession {
  /** Ends of the session's id, for the whole one is a secret, or the number of the browser's token. */
  readonly key: string
  /** ISO time */
  readonly since: string
  readonly address: string | null
  readonly agent: string | null
  readonly isCurrent: boolean
  readonly isRemembered: boolean
}

/** How a session began. */
export type Entrance = 'password' | 'openid' | 'link' | 'setup' | 'remembered'

interface Browser extends ListedSession {
  readonly sessionIds: readonly string[]
  readonly token: number | null
}

/** The session that asks: its row is written with the answer. */
interface Current {
  readonly id: string
  readonly known: SignedIn
}

interface TokenRow {
  readonly id: number
  readonly address: string | null
  readonly agent: string | null
  readonly created_at: Date
}

export const SIGNED_IN = 'signed_in'

/** A person's sessions, the current one first; a browser that stays signed in is listed between two. */
export async function listSessions(userId: number, current: Current): Promise<ListedSession[]> {
  const browsers = await browsersOf(db.connection(), userId, current)
  return browsers.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent))
}

/** Writes into the audit log that a session began. */
export async function noteBegin(user: User, address: string, by: Entrance): Promise<void> {
  const actor = { userId: user.id, person: user.email, route: 'page', address } as const
  await db.transaction((trx) =>
    new AuditService().record(trx, actor, { ...act('begin', user.id), details: { by } })
  )
}

/**
 * Writes into the audit log that a sign-in was refused: of a person there is, or of an unknown one, whose
 * typed text is not kept, for it may be a password in the wrong field.
 */
export async function noteRefused(email: string, address: string): Promise<void> {
  const user = (await db
    .from('users')
    .whereRaw('lower(email) = ?', [email.toLowerCase()])
    .first()) as {
    id: number
    email: string
  } | null
  const person = user?.email ?? 'unknown'
  const actor = { userId: null, person, route: 'page', address } as const
  const done = { act: 'session.refused', objectType: 'user', objectId: user?.id ?? null }
  await db.transaction((trx) => new AuditService().record(trx, actor, done))
}

/** Writes into the audit log that a person ended the session they are in. */
export async function noteSignOut(actor: Actor): Promise<void> {
  const details = { by: 'sign-out' }
  await db.transaction((trx) =>
    new AuditService().record(trx, actor, { ...act('end', actor.userId), details })
  )
}

/** Signs one browser of a person's out for good; nothing when there is none of this key. */
export async function endSession(userId: number, key: string, actor: Actor): Promise<void> {
  await db.transaction(async (trx) => {
    const browser = (await browsersOf(trx, userId, null)).find((each) => each.key === key)
    if (browser === undefined) return
    await trx
      .from('sessions')
      .whereIn('id', [...browser.sessionIds])
      .delete()
    if (browser.token !== null) {
      await trx.from('remember_me_tokens').where('id', browser.token).delete()
    }
    const { since, address, agent } = browser
    const details = { by: 'list', before: { since, address, agent } }
    await new AuditService().record(trx, actor, { ...act('end', userId), details })
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

function act(what: 'begin' | 'end', userId: number | null) {
  return { act: `session.${what}`, objectType: 'user', objectId: userId }
}

/** One for each session of a browser that is not remembered, and one for each that is. */
async function browsersOf(
  client: QueryClientContract,
  userId: number,
  current: Current | null
): Promise<Browser[]> {
  const stored = await sessionsOf(client, userId)
  const sessions = stored.filter(({ id }) => id !== current?.id).concat(current ?? [])
  const tokens = (await client
    .from('remember_me_tokens')
    .where('tokenable_id', userId)
    .where('expires_at', '>', new Date())
    .orderBy('id', 'desc')
    .select('id', 'address', 'agent', 'created_at')) as TokenRow[]
  const kept = new Set(tokens.map(({ id }) => id))
  const passing = sessions
    .filter(({ known }) => known.remembered === null || !kept.has(known.remembered))
    .map(({ id, known: { since, address, agent } }) => ({
      ...{ key: keyOf(id), since, address, agent, isCurrent: id === current?.id },
      ...{ isRemembered: false, sessionIds: [id], token: null },
    }))
  const remembered = tokens.map(({ id, address, agent, created_at: made }) => {
    const own = sessions.filter(({ known }) => known.remembered === id).map((each) => each.id)
    return {
      ...{ key: `remembered-${id}`, since: made.toISOString(), address, agent },
      ...{ isCurrent: current !== null && own.includes(current.id), isRemembered: true },
      ...{ sessionIds: own, token: id },
    }
  })
  return [...passing, ...remembered]
}

async function sessionsOf(client: QueryClientContract, userId: number) {
  const rows = (await client
    .from('sessions')
    .where('user_id', userId)
    .where('expires_at', '>', new Date())
    .orderBy('expires_at', 'desc')
    .select('id', 'data')) as { id: string; data: string }[]
  return rows.flatMap(({ id, data }) => {
    const known = signedInOf(data)
    return known === null ? [] : [{ id, known: { ...known, remembered: known.remembered ?? null } }]
  })
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
