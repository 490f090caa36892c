import type { ScoredTrial } from './scored_trials.ts'

/** A trial's value and the best of it and all before. */
export interface BestSoFar {
  readonly number: number
  readonly value: number
  readonly best: number
}

/** The optimisation history: values by number of trial with their running maximum. */
export function bestSoFar(trials: readonly ScoredTrial[]): BestSoFar[] {
  const inOrder = trials.toSorted((a, b) => a.number - b.number)
  let best = -Infinity
  return inOrder.map(({ number, value }) => {
    best = Math.max(best, value)
    return { number, value, best }
  })
}
