import type { Sampler } from '#core/tuning/sampler'
import type { SearchSpace, TrialValues } from '#core/tuning/search_space'
import type { ClimbingTrial } from '#core/tuning/trial_record'

/** What samplers are compared on: the lowest value in so many trials. */
export interface Problem {
  readonly name: string
  readonly space: SearchSpace
  readonly trials: number
  /** The lowest value that there is. */
  readonly minimum: number
  valueAt(point: TrialValues): number
}

/** Values of a study's trials, one after the other. */
export function valuesFound(sampler: Sampler, { trials, valueAt }: Problem): number[] {
  const history: ClimbingTrial[] = []
  const resources = [1]
  for (let number = 0; number < trials; number++) {
    const values = sampler.draw(number, 0, history)
    history.push({ number, values, resources, results: [[-valueAt(values)]], running: false })
  }
  return history.map(({ results: [[turned]] }) => 0 - (turned ?? NaN))
}

/** The lowest value that a sampler finds. */
export function bestFound(sampler: Sampler, problem: Problem): number {
  return Math.min(...valuesFound(sampler, problem))
}
