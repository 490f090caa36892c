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
  readonly value: number | null
  readonly id: number
  readonly backward: boolean
}

export interface KeysetQuery {
  /** Columns to read; must hold the id as `id`. */
  readonly select: string
  /** `from … where …` without order. */
  readonly from: string
  readonly bindings: Bindings
  /** Sortable columns: key of the URL to SQL expression of a number. */
  readonly sortable: Readonly<Record<string, string>>
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

type Keyed = { readonly id: number; readonly sort_value: number | null }

/** `12.5~480` or `null~480`, as the URL carries it. */
export function cursorText(row: Keyed): string {
  return `${row.sort_value}~${row.id}`
}

/** Null when the text is not a cursor. */
export function parseCursor(text: string | undefined, backward: boolean): Cursor | null {
  const match = /^(null|-?[\d.e+-]+)~(\d+)$/.exec(text ?? '')
  if (!match) return null
  const value = match[1] === 'null' ? null : Number(match[1])
  return Number.isNaN(value) ? null : { value, id: Number(match[2]), backward }
}

/** The rows beyond the cursor. Undefined values stand last in both directions of the sort. */
function beyond(query: KeysetQuery, cursor: Cursor): string {
  const column = query.sortable[query.sort.key]
  const onward = query.sort.descending !== cursor.backward ? '<' : '>'
  const tie = `${query.id} ${onward} :cursor_id`
  if (column === query.id) return tie
  if (cursor.value === null) {
    return cursor.backward ? `(${column} is not null or ${tie})` : `(${column} is null and ${tie})`
  }
  const nulls = cursor.backward || isKnown(query) ? '' : ` or ${column} is null`
  return `((${column}, ${query.id}) ${onward} (:cursor_value, :cursor_id)${nulls})`
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

/** One page of a list that is paged by key, never by offset. */
export async function keysetPage<Row extends { id: number }>(
  query: KeysetQuery
): Promise<KeysetPage<Row>> {
  const { cursor, pageRows = PAGE_ROWS } = query
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
  return {
    rows: page,
    sort: query.sort,
    next: last && (backward || more) ? cursorText(last) : null,
    previous: first && cursor && (!backward || more) ? cursorText(first) : null,
    total: Math.min(total, MOST_COUNTED),
    counted: total > MOST_COUNTED ? 'over' : 'all',
  }
}
