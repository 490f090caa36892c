import type { Sampler } from '../../../app/core/tuning/sampler.ts'
import type { TrialRecord } from '../../../app/core/tuning/trial_record.ts'
import type { StandardFunction } from './standard_functions.ts'

/** The lowest value that a sampler finds in so many trials, one after the other. */
export function bestFound(sampler: Sampler, of: StandardFunction, trials: number): number {
  const history: TrialRecord[] = []
  let best = Infinity
  for (let number = 0; number < trials; number++) {
    const values = sampler.draw(number, 0, history)
    const value = of.valueAt(values)
    best = Math.min(best, value)
    history.push({ number, values, results: [[-value]], running: false })
  }
  return best
}
