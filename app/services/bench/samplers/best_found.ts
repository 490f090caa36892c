import type { Sampler } from '#core/tuning/sampler'
import type { SearchSpace, TrialValues } from '#core/tuning/search_space'
import type { TrialRecord } from '#core/tuning/trial_record'

/** What samplers are compared on: the lowest value in so many trials. */
export interface Problem {
  readonly name: string
  readonly space: SearchSpace
  readonly trials: number
  /** The lowest value that there is. */
  readonly minimum: number
  valueAt(point: TrialValues): number
}

/** The lowest value that a sampler finds, its trials one after the other. */
export function bestFound(sampler: Sampler, { trials, valueAt }: Problem): number {
  const history: TrialRecord[] = []
  let best = Infinity
  for (let number = 0; number < trials; number++) {
    const values = sampler.draw(number, 0, history)
    const value = valueAt(values)
    best = Math.min(best, value)
    history.push({ number, values, results: [[-value]], running: false })
  }
  return best
}
