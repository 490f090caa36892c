import { cursorText, readCursor } from './cursor.js'
import type { ListPage, ListRequest } from './list_rows.js'

/** Bars by index and time, both bounds included but `time_to`; undefined: unbounded. */
export interface BarFilters {
  readonly min_bar?: number
  readonly max_bar?: number
  readonly time_from?: string
  readonly time_to?: string
}

/**
 * One page of indices into columns whose `times` (epoch milliseconds) ascend.
 * @throws E_INVALID_PARAMETER when `after` is no place of this order
 */
export function pageOfBars(
  times: Float64Array,
  { min_bar = 0, max_bar = Infinity, time_from, time_to }: BarFilters,
  { sort, limit, after }: ListRequest
): ListPage<number> {
  const sql = 'bar'
  const place = after === undefined ? null : readCursor(after, sort, { sql, kind: 'integer' })
  const least = time_from === undefined ? 0 : firstAt(times, Date.parse(time_from))
  const end = time_to === undefined ? times.length : firstAt(times, Date.parse(time_to))
  let first = Math.max(min_bar, least)
  let last = Math.min(max_bar, end - 1)
  const descending = sort.startsWith('-')
  if (place !== null && descending) last = Math.min(last, place.id - 1)
  if (place !== null && !descending) first = Math.max(first, place.id + 1)
  const length = Math.min(limit, Math.max(0, last - first + 1))
  const rows = Array.from({ length }, (_, i) => (descending ? last - i : first + i))
  const tail = rows.at(-1)
  const more = tail !== undefined && (descending ? tail > first : tail < last)
  return { rows, next: more ? cursorText(sort, { value: tail, id: tail }) : null }
}

/** The first index whose time is not before `time`, by halving. */
function firstAt(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (times[middle]! < time) low = middle + 1
    else high = middle
  }
  return low
}
