import { CATALOGUE, type RunParameters } from '../parameters/catalogue.ts'
import {
  findOverrideFaults,
  isActive,
  parameterAt,
  resolveParameters,
  valueAt,
  type Overrides,
} from '../parameters/resolve.ts'
import type { Sampler } from './sampler.ts'
import type { SearchSpace, TrialValues } from './search_space.ts'
import type { ClimbingTrial } from './trial_record.ts'
import type { TriedPoints } from './tried_points.ts'
import { SpaceWithoutConfigurations } from './tuning_errors.ts'

const MOST_ATTEMPTS = 100

/**
 * A point that is a valid configuration: drawn anew until it is one. One that was tried is given only
 * where no untried one is found.
 * @param history what the sampler learns from
 * @throws E_SPACE_WITHOUT_CONFIGURATIONS after 100 attempts
 */
export function proposeValues(
  sampler: Sampler,
  number: number,
  history: readonly ClimbingTrial[],
  tried: TriedPoints,
  isValid: (values: TrialValues) => boolean
): TrialValues {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const values = sampler.draw(number, attempt, history, tried.has)
    if (!isValid(values)) continue
    return tried.has(values) ? (tried.untriedBehind(values, isValid) ?? values) : values
  }
  throw new SpaceWithoutConfigurations(number, MOST_ATTEMPTS)
}

/** Point of trial 0: what the base has for the dimensions that have an effect there, in range or not. */
export function defaultValues(space: SearchSpace, base: RunParameters): TrialValues {
  const active = space.dimensions.filter(({ path }) => {
    const parameter = parameterAt(path)
    return parameter !== undefined && isActive(parameter, base)
  })
  return Object.fromEntries(active.map(({ path }) => [path, valueAt(base, path)]))
}

/** Values of a trial for an enqueued point: what it leaves out it takes from the base, as training does. */
export function enqueuedValues(
  space: SearchSpace,
  base: RunParameters,
  point: TrialValues
): TrialValues {
  return { ...defaultValues(space, configOf(base, point)), ...point }
}

/**
 * Configuration of a trial: the base with the point's values.
 * @throws E_INVALID_PARAMETER for a point that is none
 */
export function configOf(base: RunParameters, values: TrialValues): RunParameters {
  return resolveParameters(overridden(base, values))
}

/** Whether a point gives a configuration that keeps every rule of and between parameters. */
export function isConfiguration(base: RunParameters, values: TrialValues): boolean {
  return findOverrideFaults(overridden(base, values)).length === 0
}

function overridden(base: RunParameters, values: TrialValues): Overrides {
  const own = CATALOGUE.map(({ path }) => [path, valueAt(base, path)] as const)
  return { ...Object.fromEntries(own), ...values }
}
