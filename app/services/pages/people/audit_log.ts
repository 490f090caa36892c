import { keysetPage, type Cursor, type KeysetPage, type Sort } from '#services/pages/keyset'
import { rows, type Bindings } from '#services/pages/rows'

export interface AuditFilter {
  readonly person: string | null
  readonly act: string | null
  readonly object: string | null
  readonly route: string | null
  /** ISO day in UTC, both included. */
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

/** The order of the ids is that of the times. */
export const AUDIT_SORTS = { id: 'audit_event_id' } as const

const CONDITIONS: Readonly<Record<keyof AuditFilter, string>> = {
  person: 'position(lower(:person) in lower(person)) > 0',
  act: 'position(lower(:act) in lower(act)) > 0',
  object: "object_type || ' ' || coalesce(object_id, '') = :object",
  route: 'route = :route',
  from: "time >= cast(:from as timestamp) at time zone 'UTC'",
  to: "time < (cast(:to as timestamp) + interval '1 day') at time zone 'UTC'",
}

export const AUDIT_COLUMNS = [
  ...['audit_event_id', 'time', 'person', 'act', 'object_type', 'object_id'],
  ...['details', 'address', 'route'],
] as const
const COLUMNS = AUDIT_COLUMNS.join(', ')

function matching(filter: AuditFilter): { from: string; bindings: Bindings } {
  const given = (Object.keys(CONDITIONS) as (keyof AuditFilter)[]).filter(
    (name) => filter[name] !== null
  )
  const conditions = ['true', ...given.map((name) => CONDITIONS[name])]
  return {
    from: `from audit_events where ${conditions.join(' and ')}`,
    bindings: Object.fromEntries(given.map((name) => [name, filter[name]])),
  }
}

/** Acts that match, paged by key. */
export async function auditPage(
  filter: AuditFilter,
  sort: Sort,
  cursor: Cursor | null
): Promise<KeysetPage<AuditEvent & { readonly id: number }>> {
  return keysetPage<AuditEvent & { readonly id: number }>({
    ...matching(filter),
    select: `audit_event_id as id, ${COLUMNS}`,
    sortable: AUDIT_SORTS,
    id: 'audit_event_id',
    sort,
    cursor,
  })
}

const EXPORTED_AT_ONCE = 5000

/** Every act that matches, the newest first, some thousands at a time. */
export async function* everyAct(filter: AuditFilter): AsyncGenerator<readonly AuditEvent[]> {
  const { from, bindings } = matching(filter)
  for (let last: number | null = null; ;) {
    const found: AuditEvent[] = await rows<AuditEvent>(
      `select ${COLUMNS} ${from} and (cast(:last as bigint) is null or audit_event_id < :last)
       order by audit_event_id desc limit ${EXPORTED_AT_ONCE}`,
      { ...bindings, last }
    )
    if (found.length === 0) return
    yield found
    last = found.at(-1)!.audit_event_id
  }
}
