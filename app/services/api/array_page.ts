import { cursorText, readCursor } from './cursor.js'
import type { ListPage, ListRequest } from './list_rows.js'
import type { SortColumn } from './list_spec.js'

/** A figure of each row; null: unknown. */
export type Column = (row: number) => number | null

/** Rows that are held in memory, told apart by their index. */
export interface IndexedRows {
  /** What the API calls the index. */
  readonly index: string
  readonly length: number
  /** Epoch milliseconds, ascending; none: the rows have no time. */
  readonly times?: Float64Array
  /** Figures that bound and order the rows, by their names. */
  readonly columns: Readonly<Record<string, Column>>
}

/** Bounds by name, `min_…`, `max_…` and `time_from` included, `time_to` excluded. */
type Filters = Readonly<Record<string, unknown>>

/** A figure and its inclusive bounds. */
interface Bounded {
  readonly column: Column
  readonly min: number
  readonly max: number
}

/**
 * One page of the indices of rows. Rows whose value of a bounded figure is unknown are left out; in an
 * order they are least.
 * @throws E_INVALID_PARAMETER when `after` is no place of this order
 */
export function pageOfRows(
  rows: IndexedRows,
  filters: Filters,
  { sort, limit, after }: ListRequest
): ListPage<number> {
  const descending = sort.startsWith('-')
  const name = descending ? sort.slice(1) : sort
  const column = name === rows.index ? null : rows.columns[name]!
  const sortColumn: SortColumn =
    column === null ? { sql: name, kind: 'integer' } : { sql: name, kind: 'double', nullable: true }
  const place = after === undefined ? null : readCursor(after, sort, sortColumn)
  const found =
    column === null
      ? inOrder(rows, filters, { descending, place: place?.id ?? null, most: limit + 1 })
      : sorted(rows, filters, { column, descending, place, most: limit + 1 })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  if (found.length <= limit || last === undefined) return { rows: page, next: null }
  const value = column === null ? last : column(last)
  return { rows: page, next: cursorText(sort, { value, id: last }) }
}

interface InOrder {
  readonly descending: boolean
  readonly place: number | null
  readonly most: number
}

/** The rows after a place by their index: no more of them are looked at than are wanted. */
function inOrder(rows: IndexedRows, filters: Filters, { descending, place, most }: InOrder) {
  let [first, last] = rangeOf(rows, filters)
  if (place !== null && descending) last = Math.min(last, place - 1)
  if (place !== null && !descending) first = Math.max(first, place + 1)
  const bounds = boundsOf(rows, filters)
  const found: number[] = []
  for (let k = 0; k <= last - first && found.length < most; k++) {
    const row = descending ? last - k : first + k
    if (isWithin(row, bounds)) found.push(row)
  }
  return found
}

interface Sorted extends Omit<InOrder, 'place'> {
  readonly column: Column
  readonly place: { readonly value: unknown; readonly id: number } | null
}

/** The rows after a place by a figure and, where it is the same, by their index. */
function sorted(rows: IndexedRows, filters: Filters, order: Sorted): number[] {
  const { column, descending, place, most } = order
  const sign = descending ? -1 : 1
  const keyOf = (value: unknown) => sign * ((value as number | null) ?? -Infinity)
  const isBeyond = (key: number, row: number) => {
    if (place === null) return true
    const from = keyOf(place.value)
    return key > from || (key === from && sign * (row - place.id) > 0)
  }
  const keyAt = (row: number) => keyOf(column(row))
  const [first, last] = rangeOf(rows, filters)
  const bounds = boundsOf(rows, filters)
  const found: number[] = []
  for (let row = first; row <= last; row++) {
    if (isWithin(row, bounds) && isBeyond(keyAt(row), row)) found.push(row)
  }
  // only what can be on the page is put in order: a version of minutes has a million bars
  const bound = Float64Array.from(found, keyAt).sort()[most - 1] ?? Infinity
  const leading = found.filter((row) => keyAt(row) <= bound)
  leading.sort((a, b) => compared(keyAt(a), keyAt(b)) || sign * (a - b))
  return leading.slice(0, most)
}

/** Equal infinities have no difference. */
function compared(a: number, b: number): number {
  return a === b ? 0 : a - b
}

/** First and last index within the bounds of index and time. */
function rangeOf({ index, length, times }: IndexedRows, filters: Filters): [number, number] {
  const { time_from: from, time_to: to } = filters
  const least = times === undefined || from === undefined ? 0 : firstAt(times, from)
  const end = times === undefined || to === undefined ? length : firstAt(times, to)
  const { min, max } = endsOf(index, filters)
  return [Math.max(min, least), Math.min(max, end - 1)]
}

function boundsOf({ columns }: IndexedRows, filters: Filters): Bounded[] {
  const all = Object.entries(columns).map(([name, column]) => ({
    column,
    ...endsOf(name, filters),
  }))
  return all.filter(({ min, max }) => min > -Infinity || max < Infinity)
}

function endsOf(name: string, filters: Filters) {
  const { [`min_${name}`]: min = -Infinity, [`max_${name}`]: max = Infinity } = filters
  return { min: min as number, max: max as number }
}

function isWithin(row: number, bounds: readonly Bounded[]): boolean {
  return bounds.every(({ column, min, max }) => {
    const value = column(row)
    return value !== null && value >= min && value <= max
  })
}

/** The first index whose time is not before `time`, by halving. */
function firstAt(times: Float64Array, time: unknown): number {
  const wanted = Date.parse(String(time))
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! < wanted) low = middle + 1
    else high = middle
  }
  return low
}
