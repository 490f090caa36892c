import { rows, type Bindings } from '#services/pages/rows'
import { cursorText, readCursor, type Cursor } from './cursor.js'
import type { ListSpec, SortColumn } from './list_spec.js'

export interface ListRequest {
  /** `-start_time` is descending. */
  readonly sort: string
  readonly limit: number
  /** Where the page begins; undefined: at the beginning. */
  readonly after?: string
}

export interface ListPage<Row> {
  readonly rows: Row[]
  /** `after` of the next page; null on the last. */
  readonly next: string | null
}

type Found = { readonly sort_value: Cursor['value']; readonly row_id: number }

/**
 * One page of a list. `filters` has those that were given; other names of it bind what `spec.where`
 * needs. Names and orders were checked before: they are those of the spec.
 * @throws E_INVALID_PARAMETER when `after` is no place of this order
 */
export async function listRows<Row>(
  spec: ListSpec,
  filters: Readonly<Record<string, unknown>>,
  { sort, limit, after }: ListRequest
): Promise<ListPage<Row>> {
  const descending = sort.startsWith('-')
  const column = spec.sorts[descending ? sort.slice(1) : sort]!
  const cursor = after === undefined ? null : readCursor(after, sort, column)
  const bindings = bindingsOf(filters)
  const given = Object.keys(bindings).flatMap((name) => spec.filters[name] ?? [])
  const conditions = [...(spec.where ?? []), ...given]
  if (cursor !== null) {
    conditions.push(beyond(spec, column, cursor, descending))
    Object.assign(bindings, { cursor_value: cursor.value, cursor_id: cursor.id })
  }
  const where = conditions.length > 0 ? `where ${conditions.join(' and ')}` : ''
  const found = await rows<Row & Found>(
    `select ${spec.select}, ${keyOf(column)} as sort_value, ${spec.id} as row_id
     ${spec.from} ${where} order by ${orderOf(spec, column, descending)} limit ${limit + 1}`,
    bindings
  )
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const more = found.length > limit && last !== undefined
  const next = more ? cursorText(sort, { value: last.sort_value, id: last.row_id }) : null
  return { rows: page, next }
}

/** A day or time of a period is one in UTC, whatever the database's zone is. */
function bindingsOf(filters: Readonly<Record<string, unknown>>): Record<string, Bindings[string]> {
  const given = Object.entries(filters).flatMap(([name, value]): [string, unknown][] => {
    if (value === undefined) return []
    return [[name, /_(from|to)$/.test(name) ? new Date(String(value)) : value]]
  })
  return Object.fromEntries(given) as Record<string, Bindings[string]>
}

/** What a cursor keeps of the column: milliseconds would lose the microseconds of a time. */
function keyOf({ sql, kind }: SortColumn): string {
  return kind === 'time' ? `(extract(epoch from ${sql}) * 1000000)::bigint` : sql
}

function cursorValue({ kind }: SortColumn): string {
  switch (kind) {
    case 'time':
      return `(timestamptz 'epoch' + :cursor_value * interval '1 microsecond')`
    case 'double':
      return 'cast(:cursor_value as double precision)'
    case 'integer':
      return 'cast(:cursor_value as bigint)'
    case 'text':
      return 'cast(:cursor_value as text)'
  }
}

/** Unknown values are least, so that one index serves both directions. */
function orderOf(spec: ListSpec, column: SortColumn, descending: boolean): string {
  const direction = descending ? 'desc' : 'asc'
  const nulls = column.nullable ? ` nulls ${descending ? 'last' : 'first'}` : ''
  if (column.sql === spec.id) return `${spec.id} ${direction}`
  return `${column.sql} ${direction}${nulls}, ${spec.id} ${direction}`
}

/** The rows after the cursor's. */
function beyond(spec: ListSpec, column: SortColumn, cursor: Cursor, descending: boolean): string {
  const onward = descending ? '<' : '>'
  const { sql } = column
  const id = 'cast(:cursor_id as bigint)'
  const tied = `${spec.id} ${onward} ${id}`
  if (sql === spec.id) return tied
  if (cursor.value === null) {
    return descending ? `(${sql} is null and ${tied})` : `(${sql} is not null or ${tied})`
  }
  const further = `(${sql}, ${spec.id}) ${onward} (${cursorValue(column)}, ${id})`
  return column.nullable && descending ? `(${further} or ${sql} is null)` : further
}
