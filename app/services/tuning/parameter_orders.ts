import type { Parameter } from '#core/parameter'
import { CATALOGUE } from '#core/parameters/catalogue'
import { canBeSearched } from '#core/tuning/read_search_space'

/** An order of trials by the value of a parameter. */
interface ParameterOrder {
  /** SQL expression of a row `t` of `study_trials`. */
  readonly sql: string
  readonly kind: 'double' | 'text'
  /** The order's values are not what a person would write. */
  readonly coded?: true
}

/**
 * Orders by the value of each parameter, by path. Of lists of numbers the shorter one is less, then the one
 * whose first number that differs is. No index has them: a page in such an order reads the trials of its
 * study, which is bounded, and sorts them.
 */
export const PARAMETER_ORDERS: Readonly<Record<string, ParameterOrder>> = Object.fromEntries(
  CATALOGUE.filter(canBeSearched).map((parameter) => [parameter.path, orderOf(parameter)])
)

function orderOf({ path, type }: Parameter): ParameterOrder {
  const sql = `t.values ->> '${path}'`
  switch (type) {
    case 'float':
    case 'integer':
      return { sql: `(${sql})::float8`, kind: 'double' }
    case 'integers':
    case 'floats':
      return { sql: listOrder(`t.values -> '${path}'`), kind: 'text', coded: true }
    case 'boolean':
    case 'choice':
    case 'choices':
    case 'text':
      return { sql: `(${sql})`, kind: 'text' }
  }
}

/** Text whose order is that of lists of numbers: their length, then the numbers, shifted above zero. */
function listOrder(list: string): string {
  return `(select to_char(count(*), 'FM000') || string_agg(to_char(x.v::numeric + 1e6, 'FM0000000.000000'), ' ' order by x.k)
    from jsonb_array_elements_text(case jsonb_typeof(${list}) when 'array' then ${list} end)
      with ordinality as x (v, k))`
}
