import { InvalidParameter } from '#core/errors'
import type { TrialValues } from '#core/tuning/search_space'
import type { StudyBudget } from '#core/tuning/study_plan'
import { integerOf, numberOf, withoutUndefined } from './_flags.js'
import { jsonIn } from './_search_space.js'

interface BoundFlags {
  trials?: string
  maxEpisodes?: string
  maxSeconds?: string
}

/** Where a study ends, by the flags that are given; `none` takes a bound away. @throws E_INVALID_PARAMETER */
export function budgetIn({ trials, maxEpisodes, maxSeconds }: BoundFlags): Partial<StudyBudget> {
  return withoutUndefined({
    trials: boundOf('trials', trials, integerOf),
    episodes: boundOf('max-episodes', maxEpisodes, integerOf),
    seconds: boundOf('max-seconds', maxSeconds, numberOf),
  })
}

function boundOf(flag: string, given: string | undefined, read: typeof numberOf) {
  return given === 'none' ? null : read(flag, given)
}

/** Points to be tried, from a JSON file or JSON itself. @throws E_INVALID_PARAMETER */
export async function pointsOf(file: string): Promise<TrialValues[]> {
  const points = await jsonIn('enqueue', file, 'with a list of objects, values by path')
  const isList =
    Array.isArray(points) &&
    points.every((point) => typeof point === 'object' && point !== null && !Array.isArray(point))
  if (isList) return points as TrialValues[]
  throw new InvalidParameter(
    'enqueue',
    `${file} holds no list of points.`,
    'Write for example [{"agent.learningRate": 0.001}].'
  )
}
