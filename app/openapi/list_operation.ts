import type { Cost } from '#services/people/allowance'
import type { TokenAbility } from '#services/people/create_token'
import { operation, type Operation, type ParameterShapes } from './operation.js'
import {
  choice,
  count,
  list,
  nullable,
  optional,
  record,
  said,
  shapeOf,
  withDefault,
  type DefaultedShape,
  type OptionalShape,
  type RecordShape,
  type Shape,
} from './shape.js'

export const USUAL_ROWS = 50
const MOST_ROWS = 500

/** What every list takes beside its filters. */
type PagingShapes = {
  readonly sort: DefaultedShape<string>
  readonly limit: DefaultedShape<number>
  readonly after: OptionalShape<string>
  readonly fields: OptionalShape<readonly string[]>
}

interface GivenList<Q extends ParameterShapes> {
  readonly id: string
  readonly path: string
  readonly tag: string
  readonly summary: string
  readonly description?: string
  readonly needs?: TokenAbility
  /** One row; its names are those of `fields` and of the CSV's columns. */
  readonly row: RecordShape
  readonly filters: Q
  readonly sorts: readonly string[]
  readonly usualSort: string
  readonly usualRows?: number
  readonly mostRows?: number
  readonly problems?: readonly number[]
  readonly immutable?: true
  readonly cost?: Cost
  /** Facts of the whole list, beside `data` and `next`. */
  readonly also?: ParameterShapes
}

export type ListOperation<Q extends ParameterShapes = Readonly<Record<never, Shape>>> = Operation<
  Q & PagingShapes
> & { readonly row: RecordShape }

/** A list: filtered, sorted, paged by key, with sparse fields, as JSON or CSV. */
export function listOperation<Q extends ParameterShapes>(given: GivenList<Q>): ListOperation<Q> {
  const { row, filters, sorts, usualSort, also = {}, problems = [], ...rest } = given
  const { needs = 'read', usualRows = USUAL_ROWS, mostRows = MOST_ROWS } = given
  const paging: PagingShapes = {
    sort: withDefault(sortShape(sorts), usualSort),
    limit: withDefault(count('Most rows of a page.', { min: 1, max: mostRows }), usualRows),
    after: optional(PLACE),
    fields: optional(fieldsShape(row)),
  }
  const page = record({ ...also, data: list(partOf(row)), next: NEXT })
  const made = operation<Q & PagingShapes>({
    ...rest,
    problems: [...problems, 409], // `after` of another order
    method: 'GET',
    needs,
    query: { ...filters, ...paging },
    answers: {
      200: {
        description: 'A page of the list.',
        content: { 'application/json': page, 'text/csv': said('A header and the same rows.') },
        headers: { Link: said('The next page, `rel="next"`, where there is one.') },
      },
    },
  })
  return { ...made, row }
}

const PLACE = shapeOf<string>({
  type: 'string',
  pattern: '^[A-Za-z0-9_-]{8,4000}$',
  description: 'Where the page begins, as `next` of the one before has it.',
})

const NEXT = nullable(said('Path and query of the next page; null on the last one.'))

function sortShape(sorts: readonly string[]): Shape<string> {
  const description =
    'Key of the order; with a `-` before it, descending. Unknown values are least.'
  return choice(
    description,
    sorts.flatMap((sort) => [sort, `-${sort}`])
  )
}

function fieldsShape(row: RecordShape): Shape<readonly string[]> {
  const names = list(choice('', Object.keys(row.properties)), { min: 1 })
  const description = 'Only these fields of each row, separated by commas.'
  return shapeOf({ ...names.schema, uniqueItems: true, description })
}

/** A row of which `fields` may leave out some. */
function partOf(row: RecordShape): Shape {
  const { required: _, ...schema } = row.schema
  return shapeOf(schema)
}
