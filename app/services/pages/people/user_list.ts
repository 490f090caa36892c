import type { Role } from '#models/user'
import { keysetPage, type Cursor, type KeysetPage, type Sort } from '#services/pages/keyset'
import { rows } from '#services/pages/rows'

export interface UserFilter {
  /** A part of the email. */
  readonly email: string | null
  readonly role: Role | null
  readonly state: 'active' | 'disabled' | null
}

export interface ListedUser {
  readonly id: number
  readonly email: string
  readonly role: Role
  readonly disabled_at: Date | null
  readonly last_seen_at: Date | null
  readonly created_at: Date
  /** Open now. */
  readonly sessions: number
  /** That have not expired. */
  readonly tokens: number
}

export interface ListedInvitation {
  readonly access_link_id: number
  readonly email: string
  readonly role: Role
  readonly made_by: string
  readonly expires_at: Date
}

export const USER_SORTS = {
  email: 'lower(u.email)',
  role: 'u.role',
  seen: 'extract(epoch from u.last_seen_at)::float8',
  id: 'u.id',
} as const

/** Columns whose order is that of texts. */
export const USER_TEXTS = ['email', 'role'] as const

const CONDITIONS: Readonly<Record<keyof UserFilter, string>> = {
  email: 'position(lower(:email) in lower(u.email)) > 0',
  role: 'u.role = :role',
  state: "(u.disabled_at is not null) = (:state = 'disabled')",
}

/** Accounts that match, paged by key. */
export async function userPage(
  filter: UserFilter,
  sort: Sort,
  cursor: Cursor | null
): Promise<KeysetPage<ListedUser>> {
  const given = (Object.keys(CONDITIONS) as (keyof UserFilter)[]).filter(
    (name) => filter[name] !== null
  )
  return keysetPage<ListedUser>({
    select: `u.id, u.email, u.role, u.disabled_at, u.last_seen_at, u.created_at,
      (select count(*) from sessions s where s.user_id = u.id and s.expires_at > now())::int
        as sessions,
      (select count(*) from auth_access_tokens t where t.tokenable_id = u.id
        and (t.expires_at is null or t.expires_at > now()))::int as tokens`,
    from: `from users u where ${['true', ...given.map((name) => CONDITIONS[name])].join(' and ')}`,
    bindings: Object.fromEntries(given.map((name) => [name, filter[name]])),
    sortable: USER_SORTS,
    kinds: { email: 'text', role: 'text' },
    id: 'u.id',
    sort,
    cursor,
  })
}

/** The invitations that still open, the newest first. */
export async function openInvitations(): Promise<ListedInvitation[]> {
  return rows<ListedInvitation>(
    `select access_link_id, email, role, made_by, expires_at from access_links
     where kind = 'invitation' and used_at is null and revoked_at is null and expires_at > now()
     order by access_link_id desc`
  )
}
