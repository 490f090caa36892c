import type { Decision, Scheduler } from '../scheduler.ts'
import { PromotionRung } from './promotion_rung.ts'

/**
 * Asynchronous successive halving (Li et al. 2020, algorithm 2, get_job): the highest rung with a
 * promotable trial promotes it, otherwise a new trial starts. Kept up with the log instead of computed
 * anew.
 */
export class Asha implements Scheduler {
  readonly #resources: readonly number[]
  readonly #eta: number
  readonly #rungs: readonly PromotionRung[]

  /** @param resources of the rungs, from `rungsFor` */
  constructor(resources: readonly number[], eta: number) {
    this.#resources = resources
    this.#eta = eta
    this.#rungs = resources.map(() => new PromotionRung())
  }

  rungsOf(): readonly number[] {
    return this.#resources
  }

  reported(trial: number, rung: number, value: number | null): void {
    this.#rungs[rung].report(trial, value)
  }

  promoted(trial: number, toRung: number): void {
    this.#rungs[toRung - 1].promote(trial)
  }

  next(mayStart: boolean, affordable = Infinity): Decision {
    for (let rung = this.#rungs.length - 2; rung >= 0; rung--) {
      if (this.#resources[rung + 1] - this.#resources[rung] > affordable) continue
      const trial = this.#rungs[rung].promotable(this.#eta)
      if (trial !== null) return { do: 'promote', trial, toRung: rung + 1 }
    }
    return { do: mayStart ? 'start' : 'wait' }
  }
}
