import type { ParameterValue } from '../parameter.ts'
import type { RunParameters } from '../parameters/catalogue.ts'
import type { SearchSpace, TrialValues } from './search_space.ts'

type FeatureConfig = RunParameters['features']

/**
 * The features of a study that need the most bars before the first decision: the widest window and the
 * longest period that the base, the space or a point has, of every indicator that one of them has. No
 * trial need be like that.
 */
export function widestFeatures(
  base: FeatureConfig,
  { dimensions }: SearchSpace,
  points: readonly TrialValues[]
): FeatureConfig {
  const widest: Record<string, ParameterValue> = { ...base }
  for (const dimension of dimensions) {
    const { path, type } = dimension
    const [group, key] = path.split('.')
    if (group !== 'features') continue
    const drawn = type === 'categorical' ? dimension.choices : [dimension.low, dimension.high]
    const asked = points.map((point) => point[path]).filter((value) => value !== undefined)
    widest[key] = widestOf(key, [widest[key], ...drawn, ...asked])
  }
  return widest as unknown as FeatureConfig
}

/** Whether trials can differ in the bars that they need before the first decision. */
export function movesFeatures({ dimensions }: SearchSpace): boolean {
  return dimensions.some(({ path }) => path.startsWith('features.'))
}

/** Of the two averages of MACD the slow one needs the bars, and the fast one must be under it. */
function widestOf(key: string, values: readonly ParameterValue[]): ParameterValue {
  if (key === 'indicators') return [...new Set(values.flat())] as string[]
  const numbers = values as readonly number[]
  return key === 'macdFast' ? Math.min(...numbers) : Math.max(...numbers)
}
