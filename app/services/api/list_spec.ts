/** How a column is compared; it decides what a page's cursor may hold. */
export type SortKind = 'double' | 'integer' | 'text' | 'time'

export interface SortColumn {
  /** SQL expression. */
  readonly sql: string
  readonly kind: SortKind
  /** Whether it can be unknown (null): such rows are least. */
  readonly nullable?: true
}

/** A list of the API: where its rows come from, what filters and orders them. */
export interface ListSpec {
  readonly select: string
  readonly from: string
  /** Conditions that every row meets. */
  readonly where?: readonly string[]
  /** Unique integer that breaks ties. */
  readonly id: string
  readonly sorts: Readonly<Record<string, SortColumn>>
  /** A condition for each filter; `:name` stands for the value given under its name. */
  readonly filters: Readonly<Record<string, string>>
}

type MetricKind = 'double' | 'integer'

/**
 * `min_…` and `max_…` of a number, both included. PostgreSQL would read the bound as one of the column's
 * type; what may be any number is compared as one, also where the column holds none but integers.
 */
export function bounds<const N extends string>(name: N, sql: string, kind: MetricKind) {
  const of = (value: string) => (kind === 'double' ? `cast(${value} as double precision)` : value)
  return {
    [`min_${name}`]: `${sql} >= ${of(`:min_${name}`)}`,
    [`max_${name}`]: `${sql} <= ${of(`:max_${name}`)}`,
  } as Record<`min_${N}` | `max_${N}`, string>
}

/** `…_from` (included) and `…_to` (excluded) of a time. */
export function period<const N extends string>(name: N, sql: string) {
  return {
    [`${name}_from`]: `${sql} >= :${name}_from`,
    [`${name}_to`]: `${sql} < :${name}_to`,
  } as Record<`${N}_from` | `${N}_to`, string>
}

/** Bounds of each of some columns: key of the API to SQL and kind. */
export function allBounds(metrics: Readonly<Record<string, { sql: string; kind: MetricKind }>>) {
  return Object.assign(
    {},
    ...Object.entries(metrics).map(([name, { sql, kind }]) => bounds(name, sql, kind))
  ) as Record<string, string>
}

/** Whether the words stand anywhere in a text, in whatever case. */
export function contains(sql: string): string {
  return `position(lower(:search) in lower(${sql})) > 0`
}
