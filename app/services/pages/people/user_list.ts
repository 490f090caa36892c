import type { Role } from '#models/user'
import { rows } from '#services/pages/rows'

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

/** Every account by email, and the invitations that still open. */
export async function userList() {
  const [users, invitations] = await Promise.all([
    rows<ListedUser>(
      `select u.id, u.email, u.role, u.disabled_at, u.last_seen_at, u.created_at,
         (select count(*) from sessions s where s.user_id = u.id and s.expires_at > now())::int
           as sessions,
         (select count(*) from auth_access_tokens t where t.tokenable_id = u.id
           and (t.expires_at is null or t.expires_at > now()))::int as tokens
       from users u order by lower(u.email)`
    ),
    rows<ListedInvitation>(
      `select access_link_id, email, role, made_by, expires_at from access_links
       where kind = 'invitation' and used_at is null and revoked_at is null and expires_at > now()
       order by access_link_id desc`
    ),
  ])
  return { users, invitations }
}
