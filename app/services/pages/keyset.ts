import { rows, type Bindings } from '#services/pages/rows'

const PAGE_ROWS = 50
const MOST_COUNTED = 10_000

export interface Sort {
  /** Key of a sortable column. */
  readonly key: string
  readonly descending: boolean
}

/** Where a page begins: after (or, going back, before) the row with this value and id. */
export interface Cursor {
  readonly value: number | string | null
  readonly id: number
  readonly backward: boolean
  /** Whether a person named the place: there may be nothing before it. */
  readonly named?: true
}

export interface KeysetQuery {
  /** Columns to read; must hold the id as `id`. */
  readonly select: string
  /** `from … where …` without order. */
  readonly from: string
  readonly bindings: Bindings
  /** Sortable columns: key of the URL to SQL expression of a number or a text. */
  readonly sortable: Readonly<Record<string, string>>
  /** Of sortable columns that hold something else than floating-point numbers. */
  readonly kinds?: Readonly<Record<string, 'integer' | 'text'>>
  /** Keys of columns that are never unknown: their order is that of a plain index. */
  readonly known?: readonly string[]
  /** SQL expression of the unique id that breaks ties. */
  readonly id: string
  readonly sort: Sort
  readonly cursor: Cursor | null
  readonly pageRows?: number
}

export interface KeysetPage<Row> {
  readonly rows: Row[]
  readonly sort: Sort
  /** Cursors of the neighbours; null at the ends. */
  readonly next: string | null
  readonly previous: string | null
  /** Counted up to 10,000. */
  readonly total: number
  readonly counted: 'all' | 'over'
}

type Keyed = { readonly id: number; readonly sort_value: number | string | null }

/** `12.5~480`, `'SPY~480` or `null~480`, as the URL carries it. */
export function cursorText({ sort_value: value, id }: Keyed): string {
  return `${typeof value === 'string' ? `'${value}` : value}~${id}`
}

/** Null when the text is not a cursor. */
export function parseCursor(text: string | undefined, backward: boolean): Cursor | null {
  const match = /^(null|'.*|-?[\d.e+-]+)~(\d{1,15})$/s.exec(text ?? '')
  if (!match) return null
  const [, given = '', id] = match
  if (given.startsWith("'")) return { value: given.slice(1), id: Number(id), backward }
  const value = given === 'null' ? null : Number(given)
  return Number.isNaN(value) ? null : { value, id: Number(id), backward }
}

/** The id after which, in the order of the ids, the one asked for comes. */
function beside(value: number, descending: boolean): number {
  const next = descending ? Math.floor(value) + 1 : Math.ceil(value) - 1
  return Math.max(-1, Math.min(Number.MAX_SAFE_INTEGER, next))
}

/** The page whose first row is the first at or beyond a value of the sorted column; `id` is the key of ids. */
export function cursorAt(value: number | string, { key, descending }: Sort): Cursor {
  const before = descending ? Number.MAX_SAFE_INTEGER : 0
  const id = key === 'id' && typeof value === 'number' ? beside(value, descending) : before
  return { value, id, backward: false, named: true }
}

/** The cursor with a value that its column can be compared with; null when there is no such value. */
function fitting({ cursor, sort, kinds = {} }: KeysetQuery): Cursor | null {
  if (cursor === null || cursor.value === null) return cursor
  const kind = kinds[sort.key]
  if (kind === 'text') return { ...cursor, value: String(cursor.value) }
  if (typeof cursor.value === 'string') return null
  return kind === 'integer' ? { ...cursor, value: withinInteger(cursor) } : cursor
}

/** A whole number that is exact. */
function withinInteger({ value }: Cursor): number {
  const { MAX_SAFE_INTEGER: most } = Number
  return Math.max(-most, Math.min(most, Math.trunc(Number(value))))
}

const SQL_TYPES = { integer: 'bigint', text: 'text', double: 'double precision' } as const

/** The rows beyond the cursor. Undefined values stand last in both directions of the sort. */
function beyond(query: KeysetQuery, cursor: Cursor): string {
  const column = query.sortable[query.sort.key]
  const onward = query.sort.descending !== cursor.backward ? '<' : '>'
  // whatever the column's own type is, any number that an address may hold compares with it
  const id = 'cast(:cursor_id as bigint)'
  const tie = `${query.id} ${onward} ${id}`
  if (column === query.id) return tie
  if (cursor.value === null) {
    return cursor.backward ? `(${column} is not null or ${tie})` : `(${column} is null and ${tie})`
  }
  const nulls = cursor.backward || isKnown(query) ? '' : ` or ${column} is null`
  const value = `cast(:cursor_value as ${SQL_TYPES[query.kinds?.[query.sort.key] ?? 'double']})`
  return `((${column}, ${query.id}) ${onward} (${value}, ${id})${nulls})`
}

function isKnown({ known = [], sort }: KeysetQuery): boolean {
  return known.includes(sort.key)
}

function orderOf(query: KeysetQuery, backward: boolean): string {
  const { sortable, sort, id } = query
  const column = sortable[sort.key]!
  const direction = sort.descending !== backward ? 'desc' : 'asc'
  if (column === id) return `${id} ${direction}`
  const nulls = isKnown(query) ? '' : ` nulls ${backward ? 'first' : 'last'}`
  return `${column} ${direction}${nulls}, ${id} ${direction}`
}

async function countUpTo(query: KeysetQuery): Promise<number> {
  const limited = `select 1 ${query.from} limit ${MOST_COUNTED + 1}`
  const [counted] = await rows<{ total: number }>(
    `select count(*)::int as total from (${limited}) as limited`,
    query.bindings
  )
  return counted?.total ?? 0
}

/** Whether nothing stands before the first row of a place that a person named. */
async function isTop(query: KeysetQuery, cursor: Cursor, first?: Keyed): Promise<boolean> {
  if (cursor.named !== true || first === undefined) return false
  const { sort_value: value, id } = first
  const before = await rows(
    `select 1 ${query.from} and ${beyond(query, { value, id, backward: true })} limit 1`,
    { ...query.bindings, cursor_id: id, cursor_value: value }
  )
  return before.length === 0
}

/** One page of a list that is paged by key, never by offset. */
export async function keysetPage<Row extends { id: number }>(
  query: KeysetQuery
): Promise<KeysetPage<Row>> {
  const { pageRows = PAGE_ROWS } = query
  const cursor = fitting(query)
  const backward = cursor?.backward ?? false
  const where = cursor ? ` and ${beyond(query, cursor)}` : ''
  const bindings = cursor
    ? { ...query.bindings, cursor_id: cursor.id, cursor_value: cursor.value }
    : query.bindings
  const found = await rows<Row & Keyed>(
    `select ${query.select}, ${query.sortable[query.sort.key]} as sort_value ${query.from}${where}
     order by ${orderOf(query, backward)} limit ${pageRows + 1}`,
    bindings
  )
  const more = found.length > pageRows
  const page = found.slice(0, pageRows)
  if (backward) page.reverse()
  const total = await countUpTo(query)
  const first = page[0]
  const last = page.at(-1)
  const isFirst = cursor === null || (backward && !more) || (await isTop(query, cursor, first))
  return {
    rows: page,
    sort: query.sort,
    next: last && (backward || more) ? cursorText(last) : null,
    previous: first && !isFirst ? cursorText(first) : null,
    total: Math.min(total, MOST_COUNTED),
    counted: total > MOST_COUNTED ? 'over' : 'all',
  }
}
