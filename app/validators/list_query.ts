import { cursorAt, parseCursor, type Cursor, type Sort } from '#services/pages/keyset'

type Query = Record<string, unknown>

/** The text of a query parameter; null when it is absent, empty or repeated. */
export function textIn(query: Query, name: string): string | null {
  const value = query[name]
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** The number of a query parameter; null when there is none to read. */
export function numberIn(query: Query, name: string): number | null {
  const text = textIn(query, name)?.replaceAll('−', '-').replaceAll(',', '')
  if (text === undefined) return null
  const number = Number(text)
  return Number.isFinite(number) ? number : null
}

/** The ISO day of a query parameter, one that exists. */
export function dayIn(query: Query, name: string): string | null {
  const text = textIn(query, name)
  // the database knows no year 0
  if (text === null || !/^(?!0000)\d{4}-\d\d-\d\d$/.test(text)) return null
  const time = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(text) ? text : null
}

/** A whole number of a query parameter within 0 and 2^53. */
export function integerIn(query: Query, name: string): number | null {
  const number = numberIn(query, name)
  return number !== null && Number.isSafeInteger(number) && number >= 0 ? number : null
}

/** Groups of a list whose rows show, by id, or all of them. */
export type OpenGroups = readonly number[] | 'all'

/** `open=7,12` or `open=all`; none when it is neither. */
export function openGroupsIn(query: Query): OpenGroups {
  const text = textIn(query, 'open') ?? ''
  if (text === 'all') return text
  return /^\d{1,15}(,\d{1,15})*$/.test(text) ? [...new Set(text.split(',').map(Number))] : []
}

/** One of the choices, else the fallback. */
export function choiceIn<const C extends string>(
  query: Query,
  name: string,
  choices: readonly C[],
  fallback: C
): C {
  const text = textIn(query, name)
  return choices.find((choice) => choice === text) ?? fallback
}

/** `sort=-return` is descending. A key that is not sortable falls back. */
export function sortIn(query: Query, keys: readonly string[], fallback: string): Sort {
  const text = textIn(query, 'sort') ?? fallback
  const key = text.replace(/^-/, '')
  if (!keys.includes(key)) return sortIn({}, keys, fallback)
  return { key, descending: text.startsWith('-') }
}

interface GoTo {
  readonly sort: Sort
  /** What a typed number is multiplied with to be the column's. */
  readonly scale?: number
  /** Columns of texts. */
  readonly texts?: readonly string[]
}

/** Where the page begins: `after` or `before` a row or, where `goTo` is given, `at` a value of the order. */
export function cursorIn(query: Query, goTo?: GoTo): Cursor | null {
  return (
    (goTo === undefined ? null : named(query, goTo)) ??
    parseCursor(textIn(query, 'after') ?? undefined, false) ??
    parseCursor(textIn(query, 'before') ?? undefined, true)
  )
}

function named(query: Query, { sort, scale = 1, texts = [] }: GoTo): Cursor | null {
  if (texts.includes(sort.key)) {
    const text = textIn(query, 'at')
    return text === null ? null : cursorAt(text, sort)
  }
  const number = numberIn(query, 'at')
  return number === null ? null : cursorAt(number * scale, sort)
}
