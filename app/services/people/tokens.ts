import db from '@adonisjs/lucid/services/db'
import { CodedError } from '#core/errors'
import type User from '#models/user'
import AuditService, { type Actor } from '#services/audit_service'
import { keysetPage, type Cursor, type KeysetPage, type Sort } from '#services/pages/keyset'

export class TokenNotFound extends CodedError {
  readonly code = 'E_TOKEN_NOT_FOUND'
  readonly kind = 'not_found'

  constructor(tokenId: number) {
    super(`There is no token ${tokenId} of yours.`, 'The list of tokens has every one.')
  }
}

export interface ListedToken {
  readonly id: number
  readonly name: string | null
  readonly email: string
  readonly own: boolean
  readonly abilities: readonly string[]
  readonly created_at: Date
  readonly last_used_at: Date | null
  readonly expires_at: Date | null
  readonly expired: boolean
}

export const TOKEN_SORTS = {
  id: 't.id',
  name: "coalesce(t.name, '')",
  owner: 'lower(u.email)',
  expires: 'extract(epoch from t.expires_at)::float8',
  used: 'extract(epoch from t.last_used_at)::float8',
} as const

/** A person's tokens, paged by key; all there are for an administrator. */
export async function tokenPage(
  user: User,
  sort: Sort,
  cursor: Cursor | null
): Promise<KeysetPage<ListedToken>> {
  const found = await keysetPage<Omit<ListedToken, 'abilities'> & { abilities: string }>({
    select: `t.id, t.name, u.email, u.id = :user as own, t.abilities, t.created_at, t.last_used_at,
      t.expires_at, coalesce(t.expires_at < now(), false) as expired`,
    from: `from auth_access_tokens t join users u on u.id = t.tokenable_id
      where (:all or u.id = :user)`,
    bindings: { user: user.id, all: user.may('admin') },
    sortable: TOKEN_SORTS,
    kinds: { name: 'text', owner: 'text' },
    id: 't.id',
    sort,
    cursor,
  })
  const listed = found.rows.map((token) => ({
    ...token,
    abilities: JSON.parse(token.abilities) as string[],
  }))
  return { ...found, rows: listed }
}

/**
 * Revokes a token: it opens nothing from now on.
 * @throws E_TOKEN_NOT_FOUND, also for another person's unless `user` is an administrator
 */
export async function revokeToken(tokenId: number, user: User, actor: Actor): Promise<void> {
  await db.transaction(async (trx) => {
    const query = trx.from('auth_access_tokens').where('id', tokenId)
    if (!user.may('admin')) void query.where('tokenable_id', user.id)
    const token = (await query.clone().first()) as { name: string; tokenable_id: number } | null
    if (token === null) throw new TokenNotFound(tokenId)
    await query.delete()
    const details = { name: token.name, userId: token.tokenable_id }
    const done = { act: 'token.revoke', objectType: 'token', objectId: tokenId, details }
    await new AuditService().record(trx, actor, done)
  })
}
