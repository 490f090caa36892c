import type { JsonSchema } from './json_schema.js'

/**
 * What a value of the API looks like, stated once: its JSON schema stands in the OpenAPI document and
 * judges what is sent; its type binds the transformer that makes it.
 */
export interface Shape<out T = unknown> {
  readonly schema: JsonSchema
  /** Only for the compiler; never set. */
  readonly valueType?: T
}
export interface OptionalShape<out T = unknown> extends Shape<T> {
  readonly optional: true
}

/** Left out of a request, it has its schema's `default`. */
export interface DefaultedShape<out T = unknown> extends OptionalShape<T> {
  readonly defaulted: true
}

export type TypeOf<S> = S extends Shape<infer T> ? T : never

type Properties = Readonly<Record<string, Shape>>
type OptionalKeys<P> = { [K in keyof P]: P[K] extends OptionalShape ? K : never }[keyof P]
export type RecordOf<P> = { readonly [K in Exclude<keyof P, OptionalKeys<P>>]: TypeOf<P[K]> } & {
  readonly [K in OptionalKeys<P>]?: TypeOf<P[K]>
}

/** What a request's reader gives: defaults are filled in. */
export type InputOf<P> = {
  readonly [K in Exclude<keyof P, OptionalKeys<P>>]: TypeOf<P[K]>
} & {
  readonly [K in OptionalKeys<P> as P[K] extends DefaultedShape ? K : never]: TypeOf<P[K]>
} & {
  readonly [K in OptionalKeys<P> as P[K] extends DefaultedShape ? never : K]?: TypeOf<P[K]>
}

/** An object of exactly these properties. */
export interface RecordShape<P extends Properties = Properties> extends Shape<RecordOf<P>> {
  readonly properties: P
}

/** Largest id that is accepted; safe in JavaScript and in PostgreSQL's bigint. */
export const LARGEST_ID = 999_999_999_999_999
export const LARGEST_COUNT = 2_147_483_647
/** PostgreSQL's texts hold any character but this one. */
export const NO_NUL = '^[^\\u0000]*$'

export function shapeOf<T>(schema: JsonSchema): Shape<T> {
  return { schema }
}

export function id(description: string): Shape<number> {
  return shapeOf({ type: 'integer', minimum: 1, maximum: LARGEST_ID, description })
}

/** An integer of PostgreSQL's `integer`, 0 or more unless the bounds say otherwise. */
export function count(
  description: string,
  { min = 0, max = LARGEST_COUNT }: { min?: number; max?: number } = {}
): Shape<number> {
  return shapeOf({ type: 'integer', minimum: min, maximum: max, description })
}

/** An integer that may be larger than PostgreSQL's `integer`. */
export function bigCount(
  description: string,
  { min = 0, max }: { min?: number; max?: number } = {}
): Shape<number> {
  const most = max === undefined ? {} : { maximum: max }
  return shapeOf({ type: 'integer', minimum: min, ...most, description })
}

/** A finite number of double precision; its unit stands in the description. Bounds are included. */
export function number(
  description: string,
  { min, max }: { min?: number; max?: number } = {}
): Shape<number> {
  const least = min === undefined ? {} : { minimum: min }
  const most = max === undefined ? {} : { maximum: max }
  return shapeOf({ type: 'number', ...least, ...most, description })
}

export function text(
  description: string,
  { min = 0, max = 10_000 }: { min?: number; max?: number } = {}
): Shape<string> {
  const least = min > 0 ? { minLength: min } : {}
  return shapeOf({ type: 'string', ...least, maxLength: max, pattern: NO_NUL, description })
}

/** A text that the server makes, of whatever length. */
export function said(description: string): Shape<string> {
  return shapeOf({ type: 'string', description })
}

export function boolean(description: string): Shape<boolean> {
  return shapeOf({ type: 'boolean', description })
}

/** A point in time in UTC, as in `2024-05-31T13:30:00.000Z`. */
export function time(description: string): Shape<string> {
  return shapeOf({ type: 'string', format: 'date-time', description })
}

/** A day (its beginning in UTC) or a point in time, as a filter takes it. */
export function moment(description: string): Shape<string> {
  const anyOf = [
    { type: 'string', format: 'date' },
    { type: 'string', format: 'date-time' },
  ]
  return shapeOf({ anyOf, description, examples: ['2024-05-31', '2024-05-31T13:30:00Z'] })
}

export function choice<const C extends string>(
  description: string,
  choices: readonly C[]
): Shape<C> {
  return shapeOf({ type: 'string', enum: choices, description })
}

export function sha256(description: string): Shape<string> {
  return shapeOf({ type: 'string', pattern: '^[0-9a-f]{64}$', description })
}

export function list<T>(
  items: Shape<T>,
  { min = 0, max, description }: { min?: number; max?: number; description?: string } = {}
): Shape<readonly T[]> {
  return shapeOf({
    type: 'array',
    items: items.schema,
    ...(min > 0 ? { minItems: min } : {}),
    ...(max === undefined ? {} : { maxItems: max }),
    ...(description === undefined ? {} : { description }),
  })
}

/** Any keys, values of one shape. */
export function mapOf<T>(
  values: Shape<T>,
  description: string
): Shape<Readonly<Record<string, T>>> {
  return shapeOf({ type: 'object', additionalProperties: values.schema, description })
}

/** Any JSON object, as it was stored. */
export function anyObject(description: string): Shape<Readonly<Record<string, unknown>>> {
  return shapeOf({ type: 'object', additionalProperties: true, description })
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  const { type, enum: choices, ...rest } = shape.schema
  const isSimple = typeof type === 'string' && !COMPONENTS.has(shape.schema)
  if (!isSimple) return shapeOf({ anyOf: [shape.schema, { type: 'null' }] })
  return shapeOf({
    ...rest,
    type: [type, 'null'],
    ...(choices === undefined ? {} : { enum: [...choices, null] }),
  })
}

export function optional<T>(shape: Shape<T>): OptionalShape<T> {
  return { schema: shape.schema, optional: true }
}

export function withDefault<T>(shape: Shape<T>, value: T): DefaultedShape<T> {
  return { schema: { ...shape.schema, default: value }, optional: true, defaulted: true }
}

export function record<P extends Properties>(properties: P, description?: string): RecordShape<P> {
  const entries = Object.entries(properties)
  const schema: JsonSchema = {
    type: 'object',
    ...(description === undefined ? {} : { description }),
    properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
    required: entries.filter(([, shape]) => !('optional' in shape)).map(([name]) => name),
    additionalProperties: false,
  }
  return { schema, properties }
}

/** An object that keeps rules between its properties, too. */
export function withRules<P extends Properties>(
  { schema, properties }: RecordShape<P>,
  rules: Pick<JsonSchema, 'oneOf' | 'allOf'>
): RecordShape<P> {
  return { schema: { ...schema, ...rules }, properties }
}

const COMPONENTS = new Map<JsonSchema, string>()

/** Gives a shape a name, under which the OpenAPI document states it once. */
export function named<S extends Shape>(name: string, shape: S): S {
  COMPONENTS.set(shape.schema, name)
  return shape
}

/** The name under which the document states a schema. */
export function componentOf(schema: JsonSchema): string | undefined {
  return COMPONENTS.get(schema)
}
