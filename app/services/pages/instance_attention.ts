import type { Role } from '#models/user'
import { codeVersion } from '#services/code_version'
import { unsentLetters } from '#services/mail/unsent_letters'
import { row } from '#services/pages/rows'
import { LOST_AFTER_SECONDS } from '#services/pages/shell'

/** What a person should look at. */
export interface Attention {
  readonly kind: 'failed' | 'lost' | 'paused' | 'warning'
  readonly href: string
  readonly title: string
  readonly detail: string | null
}

interface Facts {
  readonly alive: number
  readonly draining: number
  readonly outdated: number
  readonly undelivered: number
}

/** What of the instance itself needs somebody: workers, and for administrators deliveries and letters. */
export async function instanceAttention(role: Role): Promise<Attention[]> {
  const facts = await row<Facts>(
    `select count(*)::int as alive,
       (count(*) filter (where draining_since is not null))::int as draining,
       (count(*) filter (where version <> :version))::int as outdated,
       (select count(*) from webhook_deliveries
         where status = 'failed' and settled_at > now() - interval '1 day')::int as undelivered
     from workers where heartbeat_at > now() - make_interval(secs => :lost)`,
    { version: codeVersion(), lost: LOST_AFTER_SECONDS }
  )
  if (facts === null) return []
  const { alive, draining, outdated, undelivered } = facts
  const found: Attention[] = []
  const jobs = (kind: Attention['kind'], title: string, detail: string) =>
    found.push({ kind, href: '/jobs', title, detail })
  if (alive === 0) {
    jobs(
      'failed',
      'No worker',
      'Queued jobs wait until one is alive. Start one with `node ace worker`.'
    )
  } else if (draining === alive) {
    jobs('warning', 'No worker takes jobs', 'All that are alive drain: queued jobs wait.')
  }
  if (outdated > 0) {
    const detail = `${outdated} of ${alive} alive run another version than this server.`
    jobs('warning', 'Workers of another version', detail)
  }
  if (role === 'admin' && undelivered > 0) {
    const detail = `${undelivered} within a day were given up.`
    found.push({ kind: 'failed', href: '/settings', title: 'Deliveries to webhooks', detail })
  }
  const unsent = role === 'admin' ? await unsentLetters() : null
  if (unsent !== null) {
    const { letters, fault } = unsent
    const which = `${letters} given up within a day or waiting for over ten minutes`
    const detail = `${which}: ${fault ?? 'no server with SMTP_URL is running'}.`
    found.push({ kind: 'failed', href: '/settings', title: 'Letters that did not leave', detail })
  }
  return found
}
