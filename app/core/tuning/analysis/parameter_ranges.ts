import type { ParameterValue } from '../../parameter.ts'
import { sameValue, type Dimension, type SearchSpace, type TrialValues } from '../search_space.ts'

/** What a parameter's value is to be, so that a trial is listed; bounds are inclusive. */
export type ParameterRange =
  | { readonly path: string; readonly kind: 'numbers'; readonly low: number; readonly high: number }
  | {
      readonly path: string
      readonly kind: 'choices'
      readonly choices: readonly ParameterValue[]
    }

/** Name of the query's parameter for the objective. */
export const OBJECTIVE_KEY = 'objective'

/** Name of the query's parameter for a path, as `in.agent.gamma`. */
export function rangeKey(path: string): string {
  return `in.${path}`
}

/**
 * Ranges from a query: `in.agent.gamma=0.95..0.99` for a number (an end left out is open), and
 * `in.agent.double=0,1` for places of choices in the search space, which a form may repeat instead. What is
 * neither is passed over, as is a path that is not searched: an old address still opens its page.
 */
export function readParameterRanges(
  query: Readonly<Record<string, unknown>>,
  { dimensions }: SearchSpace
): ParameterRange[] {
  return dimensions.flatMap((dimension) => {
    const given = query[rangeKey(dimension.path)]
    const text = Array.isArray(given) ? given.join(',') : given
    const range = typeof text === 'string' ? readRange(dimension, text) : null
    return range === null ? [] : [range]
  })
}

/** The query's text for a range. */
export function writeParameterRange(range: ParameterRange, { dimensions }: SearchSpace): string {
  if (range.kind === 'numbers') return writeBounds(range)
  const dimension = dimensions.find(({ path }) => path === range.path)
  const all = dimension?.type === 'categorical' ? dimension.choices : []
  return range.choices.map((choice) => all.findIndex((other) => sameValue(other, choice))).join(',')
}

/** Whether a trial's values lie within every range; a parameter it does not have lies in none. */
export function isWithinRanges(values: TrialValues, ranges: readonly ParameterRange[]): boolean {
  return ranges.every((range) => {
    const value = values[range.path]
    if (value === undefined) return false
    if (range.kind === 'choices') return range.choices.some((choice) => sameValue(choice, value))
    return typeof value === 'number' && value >= range.low && value <= range.high
  })
}

function readRange(dimension: Dimension, given: string): ParameterRange | null {
  const { path } = dimension
  if (dimension.type === 'categorical') {
    const places = given.split(',').map((part) => (part.trim() === '' ? NaN : Number(part)))
    const choices = dimension.choices.filter((_, place) => places.includes(place))
    return choices.length === 0 ? null : { path, kind: 'choices', choices }
  }
  const bounds = readBounds(given)
  return bounds && { path, kind: 'numbers', ...bounds }
}

/** Inclusive bounds of a number. */
export interface Bounds {
  readonly low: number
  readonly high: number
}

/** `0.5..1.2`, an end left out being open; null for anything else, and where nothing is bounded. */
export function readBounds(given: string): Bounds | null {
  const ends = given.split('..')
  if (ends.length !== 2) return null
  const low = endOf(ends[0], -Infinity)
  const high = endOf(ends[1], Infinity)
  const isOpen = low === -Infinity && high === Infinity
  return low <= high && !isOpen ? { low, high } : null
}

/** The same as text. */
export function writeBounds({ low, high }: Bounds): string {
  return `${endText(low)}..${endText(high)}`
}

function endOf(text: string, open: number): number {
  return text.trim() === '' ? open : Number(text)
}

function endText(end: number): string {
  return Number.isFinite(end) ? String(end) : ''
}
