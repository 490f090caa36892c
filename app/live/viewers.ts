import db from '@adonisjs/lucid/services/db'
import { sessionStore } from '#config/session'
import type { Role } from '#models/user'

/** Who looks at an open stream: a session of a person, and the role that its fragments are made for. */
export interface Viewer {
  readonly sessionId: string
  readonly userId: number
  readonly role: Role
}

const STOPPED = `select v.n::int as n
  from unnest(:sessions::text[], :people::int[], :roles::text[])
    with ordinality v (session_id, user_id, role, n)
  where not exists (select from users u
      where u.id = v.user_id and u.role = v.role and u.disabled_at is null)
    or (:stored and not exists (select from sessions s
      where s.id = v.session_id and s.expires_at > now()))`

/** Those whose session has ended, whose account is disabled or whose role is another now: one query. */
export async function stoppedAmong(viewers: readonly Viewer[]): Promise<Set<Viewer>> {
  const bindings = {
    sessions: viewers.map(({ sessionId }) => sessionId),
    people: viewers.map(({ userId }) => userId),
    roles: viewers.map(({ role }) => role),
    // those of tests are in memory
    stored: sessionStore === 'database',
  }
  const { rows } = (await db.rawQuery(STOPPED, bindings as never)) as { rows: { n: number }[] }
  return new Set(rows.map(({ n }) => viewers[n - 1]!))
}
