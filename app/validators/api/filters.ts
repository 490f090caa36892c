import {
  choice,
  count,
  list,
  moment,
  number,
  optional,
  shapeOf,
  text,
  type OptionalShape,
} from '#openapi/shape'

type Metrics = Readonly<Record<string, { readonly kind: string }>>

/** Any of some choices, separated by commas. */
export function anyOf<const C extends string>(description: string, choices: readonly C[]) {
  const each = choice('', choices)
  return optional(
    list(each, { min: 1, max: choices.length, description: `${description} Several by commas.` })
  )
}

/** A text that must be the same. */
export function same(description: string) {
  return optional(text(description, { min: 1, max: 200 }))
}

/** A text that must stand in `where`. */
export function search(where: string) {
  return { search: optional(text(`Stands in ${where}.`, { min: 1, max: 200 })) }
}

/** `…_from` (included) and `…_to` (excluded) of a time. */
export function period<const N extends string>(name: N) {
  return {
    [`${name}_from`]: optional(moment(`Least ${name}, included.`)),
    [`${name}_to`]: optional(moment(`Greatest ${name}, excluded.`)),
  } as Record<`${N}_from` | `${N}_to`, OptionalShape<string>>
}

/** `min_…` and `max_…` of each metric, both included. Rows whose value is unknown are left out. */
export function metricBounds<const M extends Metrics>(metrics: M) {
  const shapes = Object.entries(metrics).flatMap(([name, { kind }]) => {
    const of = kind === 'integer' ? (words: string) => count(words) : number
    return [
      [`min_${name}`, optional(of(`Least ${name}, included.`))],
      [`max_${name}`, optional(of(`Greatest ${name}, included.`))],
    ]
  })
  return Object.fromEntries(shapes) as Record<
    `${'min' | 'max'}_${keyof M & string}`,
    OptionalShape<number>
  >
}

const NUMBER = '-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?'

/** `0.95..0.99`, both ends included; one of them may be left out. */
export const RANGE = `(${NUMBER}\\.\\.(${NUMBER})?|\\.\\.${NUMBER})`

/** The ends of such a range; one left out is open. */
export function readRange(range: string): { readonly low: number; readonly high: number } {
  const [low = '', high = ''] = range.split('..')
  return {
    low: low === '' ? -Infinity : Number(low),
    high: high === '' ? Infinity : Number(high),
  }
}

/** Ranges of values that only the answer names. */
export function ranges(description: string) {
  const each = shapeOf<string>({ type: 'string', pattern: `^[a-z][a-z0-9_]{0,59}=${RANGE}$` })
  return optional(list(each, { min: 1, max: 20, description }))
}
