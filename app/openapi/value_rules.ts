import type { JsonSchema } from './json_schema.js'

export function typesOf({ type }: JsonSchema): readonly string[] {
  return type === undefined ? [] : typeof type === 'string' ? [type] : type
}

const KINDS: Readonly<Record<string, string>> = {
  integer: 'an integer',
  number: 'a number',
  string: 'a text',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  null: 'null',
}

/** The values that a schema allows, in words. */
export function kindsOf(schema: JsonSchema): string {
  if (schema.enum !== undefined) return `one of ${schema.enum.map(String).join(', ')}`
  if (schema.format === 'date') return 'a day like 2024-05-31'
  if (schema.format === 'date-time') return 'a time like 2024-05-31T13:30:00Z'
  const kinds = typesOf(schema).map((type) => KINDS[type] ?? type)
  return `${kinds.join(' or ')}${boundsOf(schema)}`
}

function boundsOf({ minimum, maximum }: JsonSchema): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${minimum} to ${maximum}`
  if (minimum !== undefined) return ` of at least ${minimum}`
  return maximum === undefined ? '' : ` of at most ${maximum}`
}

/** The rule of a schema that a number breaks, in words; null: none. */
export function brokenNumberRule(schema: JsonSchema, value: number): string | null {
  const { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity } = schema
  if (value < minimum || value > maximum) return `must be ${kindsOf(schema)}`
  return value <= exclusiveMinimum ? `must be over ${exclusiveMinimum}` : null
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
const TIME = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i

/** The rule of a schema that a text breaks, in words; null: none. */
export function brokenTextRule(schema: JsonSchema, value: string): string | null {
  const { minLength = 0, maxLength = Infinity } = schema
  if (lengthOf(value) < minLength) return `must have at least ${minLength} characters`
  if (lengthOf(value) > maxLength) return `must have at most ${maxLength} characters`
  if (!value.isWellFormed()) return 'must be well-formed Unicode'
  if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value)) {
    const nul = value.includes('\0')
    return nul ? 'must not have the character NUL' : `must match ${schema.pattern}`
  }
  if (schema.format === 'date' && !(DAY.test(value) && isTime(value))) {
    return `must be ${kindsOf(schema)}`
  }
  if (schema.format === 'date-time' && !(TIME.test(value) && isTime(value))) {
    return `must be ${kindsOf(schema)}`
  }
  return null
}

/** In characters of Unicode, as JSON Schema counts. */
function lengthOf(value: string): number {
  return [...value].length
}

/** Whether the text is a time that exists, from the year 1 on: the database knows no year 0. */
function isTime(value: string): boolean {
  const day = value.slice(0, 10)
  const midnight = new Date(`${day}T00:00:00Z`)
  const exists = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day)
  return exists && !day.startsWith('0000') && !Number.isNaN(Date.parse(value))
}
