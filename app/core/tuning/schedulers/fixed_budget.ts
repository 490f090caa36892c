import type { Decision, Scheduler } from '../scheduler.ts'

/** Trains every trial with the whole resource: nothing is stopped early. */
export class FixedBudget implements Scheduler {
  readonly #resources: readonly number[]

  constructor(resource: number) {
    this.#resources = [resource]
  }

  rungsOf(): readonly number[] {
    return this.#resources
  }

  reported(): void {
    // one rung: a trial that reported has ended
  }

  promoted(trial: number): void {
    throw new RangeError(`Trial ${trial} has no rung above.`)
  }

  next(mayStart: boolean): Decision {
    return { do: mayStart ? 'start' : 'wait' }
  }
}
