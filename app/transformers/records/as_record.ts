import type { RecordShape, Shape, TypeOf } from '#openapi/shape'

type StoredAs<T> = [T] extends [string | null]
  ? string | Date | Extract<T, null>
  : [T] extends [number | boolean | null]
    ? T
    : unknown

/** A row as the database gives it: times are still dates, choices any text. */
export type Stored<P> = { readonly [K in keyof P]: StoredAs<TypeOf<P[K]>> }

/** The fields of a shape out of a row, times as ISO texts; whatever else the row has stays behind. */
export function asRecord<P extends Readonly<Record<string, Shape>>>(
  shape: RecordShape<P>,
  row: Stored<P>
): Readonly<Record<keyof P, unknown>> {
  const names = Object.keys(shape.properties) as (keyof P & string)[]
  return Object.fromEntries(names.map((name) => [name, plain(row[name])])) as Record<
    keyof P,
    unknown
  >
}

function plain(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : (value ?? null)
}
