import type { Role } from '#models/user'
import { rows } from '#services/pages/rows'

export interface ListedUser {
  readonly id: number
  readonly email: string
  readonly role: Role
  readonly disabled_at: Date | null
  readonly last_seen_at: Date | null
  readonly created_at: Date
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
      `select id, email, role, disabled_at, last_seen_at, created_at from users
       order by lower(email)`
    ),
    rows<ListedInvitation>(
      `select access_link_id, email, role, made_by, expires_at from access_links
       where kind = 'invitation' and used_at is null and revoked_at is null and expires_at > now()
       order by access_link_id desc`
    ),
  ])
  return { users, invitations }
}
