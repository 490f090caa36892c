import type { Sampler } from '../sampler.ts'
import type { SearchSpace, TrialValues } from '../search_space.ts'
import type { TrialRecord } from '../trial_record.ts'
import { drawStream } from './draw_stream.ts'
import { Parzen, type Observation } from './parzen.ts'
import { pointAt, scaledSpace } from './point_of.ts'
import { RandomSampler } from './random_sampler.ts'
import { splitTrials } from './ranked_observations.ts'

/** Of so many points drawn where the good are dense the most promising is taken (Falkner et al. 2018). */
const CANDIDATES = 64

/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011), multivariate: of points drawn from the
 * density of good trials the one with the largest ratio to the density of bad ones. A dimension that a
 * trial does not have is unknown there. Random until `startupTrials` have reported.
 */
export class TpeSampler implements Sampler {
  readonly #space
  readonly #seed: number
  readonly #startupTrials: number
  readonly #random: RandomSampler

  constructor(space: SearchSpace, seed: number, startupTrials: number) {
    this.#space = scaledSpace(space)
    this.#seed = seed
    this.#startupTrials = startupTrials
    this.#random = new RandomSampler(space, seed)
  }

  draw(number: number, attempt: number, history: readonly TrialRecord[]): TrialValues {
    if (!hasReported(history, this.#startupTrials)) return this.#random.draw(number, attempt)
    const { good, bad } = splitTrials(history, this.#space.length)
    const likely = new Parzen(this.#space, good.map(this.#observation))
    const unlikely = new Parzen(this.#space, bad.map(this.#observation))
    const random = drawStream(this.#seed, number, attempt)
    let best = likely.sample(random)
    let highest = -Infinity
    for (let k = 0; k < CANDIDATES; k++) {
      const point = k === 0 ? best : likely.sample(random)
      const gain = likely.logDensity(point) - unlikely.logDensity(point)
      if (gain > highest) [best, highest] = [point, gain]
    }
    return pointAt(this.#space, best)
  }

  readonly #observation = ({ values }: TrialRecord): Observation =>
    this.#space.map(({ dimension, coordinateOf }) => coordinateOf(values[dimension.path]))
}

function hasReported(history: readonly TrialRecord[], wanted: number): boolean {
  let reported = 0
  for (const { results } of history) {
    if (results.length > 0 && ++reported >= wanted) return true
  }
  return false
}
