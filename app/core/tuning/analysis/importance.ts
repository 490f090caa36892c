import { streamOf } from '../../random/streams.ts'
import type { SearchSpace } from '../search_space.ts'
import { encodeTrials } from './encoded_trials.ts'
import { Forest } from './forest.ts'
import type { ScoredTrial } from './scored_trials.ts'

/** Fewest trials with a value. */
export const LEAST_TRIALS = 10
const TREES = 64

export interface ParameterImportance {
  readonly path: string
  /** Rise of the squared error over the variance of the values; never under 0. */
  readonly rise: number
  /** Of the sum over all parameters; 0 where no parameter has any. */
  readonly share: number
  /** Trials that have the parameter. */
  readonly trials: number
}

/** Parameters by importance, the greatest first; of equal ones the order of the space. */
export interface Importance {
  readonly parameters: readonly ParameterImportance[]
  /** Share of the variance that the forest predicts of trials it has not seen. */
  readonly explained: number
}

export type ImportanceResult =
  | { readonly importance: Importance; readonly reason: null }
  | { readonly importance: null; readonly reason: string }

/**
 * How much each parameter matters for the values: permutation importance of a random forest on trials
 * that each tree has not seen (Breiman 2001, section 10). A conditional parameter is shuffled among the
 * trials that have it only. The same trials and seed give the same numbers.
 */
export function importanceOf(
  space: SearchSpace,
  trials: readonly ScoredTrial[],
  seed: number
): ImportanceResult {
  if (trials.length < LEAST_TRIALS) {
    return absent(
      `${trials.length} trials have a value; importance needs at least ${LEAST_TRIALS}.`
    )
  }
  const y = Float64Array.from(trials, ({ value }) => value)
  const mean = y.reduce((sum, each) => sum + each, 0) / y.length
  const variance = y.reduce((sum, each) => sum + (each - mean) ** 2, 0) / y.length
  if (variance === 0) return absent('All trials have the same value: no parameter matters.')
  const random = streamOf(seed, 'bootstrap')
  const columns = encodeTrials(space, trials)
  const forest = new Forest(columns, y, TREES, random)
  const rises = columns.map((_, k) => Math.max(0, forest.rise(k, random) / variance))
  const sum = rises.reduce((total, rise) => total + rise, 0)
  const parameters = columns.map(({ path, codes }, k) => ({
    path,
    rise: rises[k],
    share: sum === 0 ? 0 : rises[k] / sum,
    trials: codes.filter((code) => code > 0).length,
  }))
  parameters.sort((a, b) => b.rise - a.rise)
  return { importance: { parameters, explained: forest.explained() }, reason: null }
}

function absent(reason: string): ImportanceResult {
  return { importance: null, reason }
}
