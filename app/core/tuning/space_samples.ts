import type { ParameterValue } from '../parameter.ts'
import type { RunParameters } from '../parameters/catalogue.ts'
import { isConfiguration, proposeValues } from './propose.ts'
import { scaled } from './samplers/scaled_dimension.ts'
import { samplerFor } from './samplers/sampler_for.ts'
import type { SamplerName } from './sampler.ts'
import { sameValue, type Dimension, type SearchSpace, type TrialValues } from './search_space.ts'
import { TriedPoints } from './tried_points.ts'

/** What a sampler draws of one dimension before any trial has taught it. */
export interface DimensionSamples {
  readonly path: string
  /** Points drawn, and those of them in which the dimension is searched. */
  readonly drawn: number
  readonly searched: number
  /** Counts from the low to the high bound in equal widths of the scale, or one for each choice. */
  readonly counts: readonly number[]
  /** Choices, of `counts`; null: a range. */
  readonly choices: readonly ParameterValue[] | null
  /** Least, middle and largest value drawn; null: a dimension of choices, or never searched. */
  readonly spread: { readonly least: number; readonly middle: number; readonly most: number } | null
}

const BINS = 20
/** Configurations that are checked at most: where few points are valid, fewer are drawn. */
const MOST_CHECKS = 2000

/**
 * The first points that a study's sampler would draw behind trial 0, all of them valid configurations,
 * seen along each dimension.
 * @throws E_SPACE_WITHOUT_CONFIGURATIONS
 */
export function sampledSpace(
  space: SearchSpace,
  base: RunParameters,
  draws: { readonly sampler: SamplerName; readonly seed: number; readonly count: number }
): DimensionSamples[] {
  // no trial reports, so that one to begin with is enough for TPE too
  const sampler = samplerFor(draws.sampler, space, draws.seed, { startupTrials: 1 })
  const untried = new TriedPoints(space, [])
  const points: TrialValues[] = []
  let checks = 0
  const isValid = (point: TrialValues) => {
    checks++
    return isConfiguration(base, point)
  }
  while (points.length < draws.count && checks < MOST_CHECKS) {
    points.push(proposeValues(sampler, points.length + 1, [], untried, isValid))
  }
  return space.dimensions.map((dimension) => {
    const values = points.map((point) => point[dimension.path]).filter((each) => each !== undefined)
    return { path: dimension.path, drawn: points.length, ...seenAlong(dimension, values) }
  })
}

function seenAlong(dimension: Dimension, values: readonly ParameterValue[]) {
  const searched = values.length
  if (dimension.type === 'categorical') {
    const { choices } = dimension
    const counts = choices.map(
      (choice) => values.filter((value) => sameValue(choice, value)).length
    )
    return { searched, counts, choices, spread: null }
  }
  const { coordinateOf } = scaled(dimension)
  const counts = Array.from({ length: BINS }, () => 0)
  for (const value of values) {
    const coordinate = coordinateOf(value) ?? 0
    counts[Math.min(BINS - 1, Math.floor(coordinate * BINS))]++
  }
  const ascending = (values as readonly number[]).toSorted((a, b) => a - b)
  const spread =
    searched === 0
      ? null
      : { least: ascending[0], middle: ascending[searched >> 1], most: ascending[searched - 1] }
  return { searched, counts, choices: null, spread }
}
