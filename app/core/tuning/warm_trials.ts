import type { SearchSpace } from './search_space.ts'
import type { ClimbingTrial } from './trial_record.ts'

/**
 * What trials of an earlier study tell a later one: what they reported at the later one's resources,
 * wherever their own rungs began, and the values of the parameters that it searches. Trials that say
 * nothing of that are left out.
 * @param resources episodes of the later study's rungs
 */
export function trialsForStudy(
  trials: readonly ClimbingTrial[],
  resources: readonly number[],
  { dimensions }: SearchSpace
): ClimbingTrial[] {
  const paths = new Set(dimensions.map(({ path }) => path))
  return trials.flatMap((trial) => {
    const shared = [...trial.results.keys()].filter((k) => resources.includes(trial.resources[k]))
    const values = Object.entries(trial.values).filter(([path]) => paths.has(path))
    if (shared.length === 0 || values.length === 0) return []
    return [
      {
        number: trial.number,
        values: Object.fromEntries(values),
        resources: shared.map((k) => trial.resources[k]),
        results: shared.map((k) => trial.results[k]),
        running: false,
        earlier: true as const,
      },
    ]
  })
}
