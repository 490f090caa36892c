import { InvalidParameter } from '#core/errors'
import type { FeatureMatrix } from '#core/features/feature_matrix'
import { readRange } from './filters.js'

/**
 * Ranges as `rsi_14=..30` as filters of the features' rows; of a feature named twice the last one counts.
 * @throws E_INVALID_PARAMETER for a name that is no feature of the answer
 */
export function featureBounds(
  ranges: readonly string[],
  { features }: Pick<FeatureMatrix, 'features'>
): Readonly<Record<string, number>> {
  const bounds = ranges.flatMap((given) => {
    const [name = '', range = ''] = given.split('=')
    if (!features.some((feature) => feature.name === name)) throw unknownFeature(name, features)
    const { low, high } = readRange(range)
    return [[`min_${name}`, low] as const, [`max_${name}`, high] as const]
  })
  return Object.fromEntries(bounds)
}

function unknownFeature(name: string, features: FeatureMatrix['features']): InvalidParameter {
  const known = features.map((feature) => feature.name).join(', ')
  return new InvalidParameter(
    'within',
    `within bounds ${name}, but the features of this answer are ${known}.`,
    'Ask for its indicator in features.indicators, or bound one of these.'
  )
}
