import { InvalidParameter } from '#core/errors'
import type { SortColumn, SortKind } from './list_spec.js'

/** After which row a page begins. */
export interface Cursor {
  /** The row's value of the sorted column; times as microseconds since 1970. */
  readonly value: number | string | null
  readonly id: number
}

const LARGEST_INTEGER = 2_147_483_647

/** The place as the URL carries it: opaque, and only good for the order it was made under. */
export function cursorText(sort: string, { value, id }: Cursor): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url')
}

/**
 * Reads a place.
 * @throws E_INVALID_PARAMETER when it is none, or one of another order
 */
export function readCursor(text: string, sort: string, column: SortColumn): Cursor {
  const [order, value, id, ...rest] = partsOf(text)
  const fits =
    order === sort &&
    rest.length === 0 &&
    Number.isSafeInteger(id) &&
    (value === null ? column.nullable === true : isOfKind(column.kind, value))
  if (fits) return { value: value as Cursor['value'], id: id as number }
  throw new InvalidParameter(
    'after',
    `after is ${JSON.stringify(text.slice(0, 80))}, but must be what \`next\` had under sort=${sort}.`,
    'Begin without `after`, and then follow `next`.'
  )
}

function partsOf(text: string): readonly unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    return Array.isArray(parts) ? parts : []
  } catch (error) {
    if (error instanceof SyntaxError) return []
    throw error
  }
}

function isOfKind(kind: SortKind, value: unknown): boolean {
  switch (kind) {
    case 'double':
      return typeof value === 'number'
    case 'integer':
      return Number.isInteger(value) && Math.abs(value as number) <= LARGEST_INTEGER
    case 'time':
      return Number.isSafeInteger(value)
    case 'text':
      return typeof value === 'string' && !value.includes('\0') && value.isWellFormed()
  }
}
