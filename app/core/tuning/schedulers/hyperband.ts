import type { Decision, Scheduler } from '../scheduler.ts'
import { Asha } from './asha.ts'

/**
 * Asynchronous Hyperband (Li et al. 2018, algorithm 1; each bracket by ASHA, Li et al. 2020 section 3.3):
 * bracket b leaves out the b lowest rungs, so that late starters are not all stopped early. With s
 * rungs above its lowest, a bracket gets ceil((s_max + 1) / (s + 1) · eta^s) trials of each round.
 */
export class Hyperband implements Scheduler {
  readonly #brackets: readonly Asha[]
  /** Bracket of each trial of a round. */
  readonly #round: readonly number[]

  constructor(resources: readonly number[], eta: number) {
    this.#brackets = resources.map((_, b) => new Asha(resources.slice(b), eta))
    this.#round = hyperbandRound(resources, eta)
  }

  rungsOf(trial: number): readonly number[] {
    return this.#bracketOf(trial).rungsOf()
  }

  reported(trial: number, rung: number, value: number | null): void {
    this.#bracketOf(trial).reported(trial, rung, value)
  }

  promoted(trial: number, toRung: number): void {
    this.#bracketOf(trial).promoted(trial, toRung)
  }

  next(mayStart: boolean, affordable = Infinity): Decision {
    for (const bracket of this.#brackets) {
      const decision = bracket.next(false, affordable)
      if (decision.do === 'promote') return decision
    }
    return { do: mayStart ? 'start' : 'wait' }
  }

  #bracketOf(trial: number): Asha {
    return this.#brackets[this.#round[trial % this.#round.length]]
  }
}

/** Bracket of each trial of a round, which repeats. */
export function hyperbandRound(resources: readonly number[], eta: number): number[] {
  const most = resources.length - 1
  return resources.flatMap((_, b) => {
    const climbs = most - b
    const trials = Math.ceil(((most + 1) / (climbs + 1)) * eta ** climbs)
    return Array.from({ length: trials }, () => b)
  })
}
