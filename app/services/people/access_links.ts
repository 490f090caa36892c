import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { createHash, randomBytes } from 'node:crypto'
import { CodedError } from '#core/errors'
import User, { type Role } from '#models/user'
import AuditService, { type Actor } from '#services/audit_service'
import { invitationLetter } from '#services/mail/letters'
import { postLetter } from '#services/mail/post_letter'
import { EmailTaken } from '#services/people/create_user'
import { endSessions } from '#services/people/sessions'
import { knownUser } from '#services/people/users'
import type { Queue } from '#services/queue'

const VALID_HOURS = 48

/** Why a link does not open. */
export type LinkRefusal = 'unknown' | 'used' | 'revoked' | 'expired'

const REASONS: Readonly<Record<LinkRefusal, string>> = {
  unknown: 'This link is not one of this server’s.',
  used: 'This link was used already.',
  revoked: 'This link was taken back.',
  expired: `This link is older than ${VALID_HOURS} hours.`,
}

export class LinkRefused extends CodedError {
  readonly code = 'E_LINK_REFUSED'
  readonly kind = 'refused'

  constructor(refusal: LinkRefusal) {
    super(REASONS[refusal], 'Ask an administrator for a new one.')
  }
}

export class InvitationNotFound extends CodedError {
  readonly code = 'E_INVITATION_NOT_FOUND'
  readonly kind = 'not_found'

  constructor(linkId: number) {
    super(`There is no open invitation ${linkId}.`, 'The list of users has those that open.')
  }
}

export interface AccessLink {
  readonly access_link_id: number
  readonly kind: 'invitation' | 'reset'
  readonly email: string
  readonly role: Role | null
  readonly user_id: number | null
  readonly expires_at: Date
  readonly used_at: Date | null
  readonly revoked_at: Date | null
}

/**
 * A one-time link that makes an account of this role, valid 48 hours; its path is stored nowhere. An
 * earlier open invitation of the address is taken back. Where a mail server is set, it gets a letter.
 * @throws E_EMAIL_TAKEN
 */
export async function inviteUser(
  email: string,
  role: Role,
  actor: Actor,
  queue: Queue
): Promise<string> {
  await queue.start()
  return db.transaction(async (trx) => {
    await refuseTaken(trx, email)
    const path = await makeLink(trx, { kind: 'invitation', email, role, user_id: null }, actor)
    await postLetter(trx, queue, invitationLetter(email, role, path))
    return path
  })
}

/**
 * A one-time link by which a person sets a new password, valid 48 hours.
 * @throws E_USER_NOT_FOUND
 */
export async function makeResetLink(
  userId: number,
  actor: Actor
): Promise<{ readonly path: string; readonly email: string }> {
  return db.transaction(async (trx) => {
    const { id, email } = await knownUser(trx, userId)
    return {
      path: await makeLink(trx, { kind: 'reset', email, role: null, user_id: id }, actor),
      email,
    }
  })
}

async function makeLink(
  trx: TransactionClientContract,
  link: Pick<AccessLink, 'kind' | 'email' | 'role' | 'user_id'>,
  actor: Actor
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  const earlier = openLinks(trx).where({ kind: link.kind, email: link.email })
  await earlier.update({ revoked_at: new Date() })
  const [{ access_link_id: id }] = (await trx
    .table('access_links')
    .returning('access_link_id')
    .insert({
      ...link,
      token_sha256: sha256(token),
      made_by: actor.person,
      expires_at: new Date(Date.now() + VALID_HOURS * 3_600_000),
    })) as { access_link_id: number }[]
  await new AuditService().record(trx, actor, {
    act: `user.${link.kind}`,
    objectType: link.user_id === null ? 'invitation' : 'user',
    objectId: link.user_id ?? id,
    details: { email: link.email, role: link.role },
  })
  return `/links/${token}`
}

/** Takes an open invitation back. @throws E_INVITATION_NOT_FOUND */
export async function revokeInvitation(linkId: number, actor: Actor): Promise<void> {
  await db.transaction(async (trx) => {
    const changed = await openLinks(trx)
      .where({ access_link_id: linkId, kind: 'invitation' })
      .update({ revoked_at: new Date() })
    if (Number(changed) === 0) throw new InvitationNotFound(linkId)
    const act = { act: 'invitation.revoke', objectType: 'invitation', objectId: linkId }
    await new AuditService().record(trx, actor, act)
  })
}

/** Takes a person's open links to a new password back, for they have just set one. */
export async function revokeResetLinks(
  trx: TransactionClientContract,
  userId: number
): Promise<void> {
  const links = openLinks(trx).where({ kind: 'reset', user_id: userId })
  await links.update({ revoked_at: new Date() })
}

/** Uses up the open invitation of an address whose owner comes another way; the role it gives, null without one. */
export async function takeInvitation(
  trx: TransactionClientContract,
  email: string
): Promise<Role | null> {
  const [link] = (await openLinks(trx)
    .where({ kind: 'invitation', email })
    .where('expires_at', '>', new Date())
    .update({ used_at: new Date() })
    .returning('role')) as { role: Role }[]
  return link?.role ?? null
}

/** A link that opens, or why it does not. */
export async function openLink(token: string): Promise<AccessLink | LinkRefusal> {
  const link = (await db
    .from('access_links')
    .where('token_sha256', sha256(token))
    .first()) as AccessLink | null
  if (link === null) return 'unknown'
  if (link.used_at !== null) return 'used'
  if (link.revoked_at !== null) return 'revoked'
  return link.expires_at.getTime() < Date.now() ? 'expired' : link
}

export function linkReason(refusal: LinkRefusal): string {
  return REASONS[refusal]
}

/**
 * Uses a link up: makes the invited account, or sets the password and ends every session of it. Of two
 * at once one wins.
 * @throws E_LINK_REFUSED, E_EMAIL_TAKEN
 */
export async function redeemLink(token: string, password: string, address: string): Promise<User> {
  const link = await openLink(token)
  if (typeof link === 'string') throw new LinkRefused(link)
  return db.transaction(async (trx) => {
    const used = await openLinks(trx)
      .where('access_link_id', link.access_link_id)
      .update({ used_at: new Date() })
    if (Number(used) === 0) throw new LinkRefused('used')
    const actor = { userId: link.user_id, person: link.email, route: 'page', address } as const
    const user =
      link.role === null ? await reset(trx, link, password) : await join(trx, link, password)
    await new AuditService().record(trx, actor, {
      act: link.role === null ? 'user.password' : 'user.create',
      objectType: 'user',
      objectId: user.id,
      details: { by: link.kind, role: user.role },
    })
    return user
  })
}

async function join(
  trx: TransactionClientContract,
  { email, role }: AccessLink,
  password: string
): Promise<User> {
  await refuseTaken(trx, email)
  const account = { email, role: role ?? 'viewer', password, disabledAt: null } as const
  return User.create(account, { client: trx })
}

async function reset(
  trx: TransactionClientContract,
  { user_id: userId }: AccessLink,
  password: string
): Promise<User> {
  const user = await knownUser(trx, userId ?? 0)
  await user.useTransaction(trx).merge({ password }).save()
  await endSessions(trx, user.id, null)
  return user
}

/** Neither used nor taken back; some may have expired. */
function openLinks(trx: TransactionClientContract) {
  return trx.from('access_links').whereNull('used_at').whereNull('revoked_at')
}

async function refuseTaken(trx: TransactionClientContract, email: string): Promise<void> {
  const known = await User.query({ client: trx }).whereRaw('lower(email) = ?', [email]).first()
  if (known !== null) throw new EmailTaken(email)
}

function sha256(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
