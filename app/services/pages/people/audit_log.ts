import { rows, type Bindings } from '#services/pages/rows'

export interface AuditFilter {
  readonly person: string | null
  readonly act: string | null
  readonly object: string | null
  readonly route: string | null
  /** ISO day, both included. */
  readonly from: string | null
  readonly to: string | null
}

export interface AuditEvent {
  readonly audit_event_id: number
  readonly time: Date
  readonly person: string
  readonly act: string
  readonly object_type: string
  readonly object_id: string | null
  readonly details: Readonly<Record<string, unknown>>
  readonly address: string | null
  readonly route: string
}

const CONDITIONS: Readonly<Record<keyof AuditFilter, string>> = {
  person: 'position(lower(:person) in lower(person)) > 0',
  act: 'position(lower(:act) in lower(act)) > 0',
  object: "object_type || ' ' || coalesce(object_id, '') = :object",
  route: 'route = :route',
  from: 'time >= cast(:from as date)',
  to: "time < cast(:to as date) + interval '1 day'",
}

/** Acts that match, the newest first, those before `before` (an id). */
export async function auditLog(
  filter: AuditFilter,
  before: number | null,
  limit: number
): Promise<{ events: AuditEvent[]; next: number | null }> {
  const given = (Object.keys(CONDITIONS) as (keyof AuditFilter)[]).filter(
    (name) => filter[name] !== null
  )
  const conditions = given.map((name) => CONDITIONS[name])
  const bindings: Bindings = Object.fromEntries(given.map((name) => [name, filter[name]]))
  if (before !== null) {
    conditions.push('audit_event_id < :before')
    bindings['before'] = before
  }
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`
  const found = await rows<AuditEvent>(
    `select audit_event_id, time, person, act, object_type, object_id, details, address, route
     from audit_events ${where} order by audit_event_id desc limit ${limit + 1}`,
    bindings
  )
  const events = found.slice(0, limit)
  return { events, next: found.length > limit ? (events.at(-1)?.audit_event_id ?? null) : null }
}
