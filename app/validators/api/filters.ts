import {
  choice,
  count,
  list,
  moment,
  number,
  optional,
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
