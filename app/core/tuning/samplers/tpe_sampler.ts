import type { Sampler } from '../sampler.ts'
import type { SearchSpace, TrialValues } from '../search_space.ts'
import type { ClimbingTrial, TrialRecord } from '../trial_record.ts'
import { drawStream } from './draw_stream.ts'
import { Parzen, type Observation } from './parzen.ts'
import { pointAt, scaledSpace } from './point_of.ts'
import { RandomSampler } from './random_sampler.ts'
import { splitTrials } from './ranked_observations.ts'

/** Of so many points drawn where the good are dense the most promising is taken (Falkner et al. 2018). */
const CANDIDATES = 64

interface Candidate {
  readonly values: TrialValues
  /** log of the ratio of both densities. */
  readonly gain: number
  readonly isRepeat: boolean
}

/**
 * The tree-structured Parzen estimator (Bergstra et al. 2011), multivariate: of points drawn from the
 * density of good trials the one with the largest ratio to the density of bad ones, in the dimensions
 * that it has; a dimension that a trial does not have is unknown there. A point that was not tried comes
 * before one that was. Random until `startupTrials` have reported.
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

  draw(
    number: number,
    attempt: number,
    history: readonly ClimbingTrial[],
    isTried: (values: TrialValues) => boolean = () => false
  ): TrialValues {
    if (!hasReported(history, this.#startupTrials)) return this.#random.draw(number, attempt)
    const { good, bad } = splitTrials(history)
    const likely = new Parzen(this.#space, good.map(this.#observation))
    const unlikely = new Parzen(this.#space, bad.map(this.#observation))
    const random = drawStream(this.#seed, number, attempt)
    const candidates = Array.from({ length: CANDIDATES }, (): Candidate => {
      const drawn = likely.sample(random)
      const values = pointAt(this.#space, drawn)
      const point = this.#space.map(({ dimension }, d) =>
        dimension.path in values ? drawn[d] : null
      )
      const gain = likely.logDensity(point) - unlikely.logDensity(point)
      return { values, gain, isRepeat: isTried(values) }
    })
    return candidates.reduce((best, each) => (isBetter(each, best) ? each : best)).values
  }

  readonly #observation = ({ values }: TrialRecord): Observation =>
    this.#space.map(({ dimension, coordinateOf }) => coordinateOf(values[dimension.path]))
}

function isBetter(one: Candidate, other: Candidate): boolean {
  return one.isRepeat === other.isRepeat ? one.gain > other.gain : other.isRepeat
}

function hasReported(history: readonly TrialRecord[], wanted: number): boolean {
  let reported = 0
  for (const { results } of history) {
    if (results.length > 0 && ++reported >= wanted) return true
  }
  return false
}
