import type { ParameterValue } from '../../parameter.ts'
import { isSearched, type SearchSpace, type TrialValues } from '../search_space.ts'
import { scaled, type ScaledDimension } from './scaled_dimension.ts'

/** Dimensions of a space as samplers see them. */
export function scaledSpace({ dimensions }: SearchSpace): readonly ScaledDimension[] {
  return dimensions.map(scaled)
}

/** The point at some coordinates in [0, 1), one for each dimension; those not searched there are left out. */
export function pointAt(
  space: readonly ScaledDimension[],
  coordinates: ArrayLike<number>
): TrialValues {
  const values: Record<string, ParameterValue> = {}
  for (const [d, { dimension, valueAt }] of space.entries()) {
    if (isSearched(dimension, values)) values[dimension.path] = valueAt(coordinates[d])
  }
  return values
}
