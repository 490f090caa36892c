import { CATALOGUE } from '#core/parameters/catalogue'
import { canBeSearched } from '#core/tuning/read_search_space'

/** An order of trials by the value of a parameter. */
interface ParameterOrder {
  /** SQL expression of a row `t` of `study_trials`. */
  readonly sql: string
  readonly kind: 'double' | 'text'
}

/**
 * Orders by the value of each parameter that is one, by path; lists have none. No index has them: a page
 * in such an order reads the trials of its study, which is bounded, and sorts them.
 */
export const PARAMETER_ORDERS: Readonly<Record<string, ParameterOrder>> = Object.fromEntries(
  CATALOGUE.filter(canBeSearched).flatMap(({ path, type }): [string, ParameterOrder][] => {
    const sql = `t.values ->> '${path}'`
    switch (type) {
      case 'float':
      case 'integer':
        return [[path, { sql: `(${sql})::float8`, kind: 'double' }]]
      case 'boolean':
      case 'choice':
        return [[path, { sql: `(${sql})`, kind: 'text' }]]
      default:
        return []
    }
  })
)
