import type { AgentConfig } from './agent_parameters.ts'

/** A number that changes with the environment steps done. */
export interface Schedule {
  at(step: number): number
}

/** From `start` to `end` in a straight line over `steps` steps, then `end`; at once where steps is 0. */
class LinearSchedule implements Schedule {
  readonly #start: number
  readonly #end: number
  readonly #steps: number

  constructor(start: number, end: number, steps: number) {
    this.#start = start
    this.#end = end
    this.#steps = steps
  }

  at(step: number): number {
    if (step >= this.#steps) return this.#end
    return this.#start + (this.#end - this.#start) * (step / this.#steps)
  }
}

/** Share of random actions (Mnih et al. 2015): linear over a share of all planned steps. */
export function epsilonSchedule(config: AgentConfig, plannedSteps: number): Schedule {
  const steps = plannedSteps * config.epsilonDecayShare
  return new LinearSchedule(config.epsilonStart, config.epsilonEnd, steps)
}

/** Exponent of the importance weights (Schaul et al. 2016): linear to 1 over all planned steps. */
export function betaSchedule(config: AgentConfig, plannedSteps: number): Schedule {
  return new LinearSchedule(config.priorityBeta, 1, plannedSteps)
}
