import type { RandomStream } from '../../random/random_stream.ts'
import { kernelsOf, type Kernels } from './kernels.ts'
import type { ScaledDimension } from './scaled_dimension.ts'

/** Coordinates in [0, 1), one for each dimension; null: the point does not have it. */
export type Observation = readonly (number | null)[]

/** The newest observations weigh fully, older ones less and less. */
const FULL_WEIGHTS = 25

/**
 * A multivariate Parzen estimator on [0, 1)^d: a mixture of products, one for each observation and a
 * prior (Bergstra et al. 2011; Falkner et al. 2018). Bounds of widths, and weights, as in Optuna's TPE.
 */
export class Parzen {
  /** By dimension. */
  readonly #kernels: readonly Kernels[]
  /** Of each observation, and last of the prior; they add up to 1. */
  readonly #weights: Float64Array
  readonly #logWeights: Float64Array

  /** @param observations oldest first */
  constructor(space: readonly ScaledDimension[], observations: readonly Observation[]) {
    this.#kernels = space.map((scaled, d) =>
      kernelsOf(
        scaled,
        observations.map((observation) => observation[d])
      )
    )
    this.#weights = weightsOf(observations.length)
    this.#logWeights = this.#weights.map(Math.log)
  }

  /** Draws a point: a kernel by its weight, then each dimension from it. */
  sample(random: RandomStream): Float64Array {
    const prior = this.#weights.length - 1
    let left = random.float()
    let k = 0
    while (k < prior && left >= this.#weights[k]) left -= this.#weights[k++]
    return Float64Array.from(this.#kernels, (kernels) => kernels.draw(k, random.float()))
  }

  /**
   * log density of the coordinates that a point has, over all values of those that it does not have; up
   * to a constant that is the same for every estimator of the space.
   */
  logDensity(point: Observation): number {
    const terms = this.#logWeights.slice()
    for (let d = 0; d < point.length; d++) {
      const x = point[d]
      if (x !== null) this.#kernels[d].addLogDensities(x, terms)
    }
    let highest = -Infinity
    for (let k = 0; k < terms.length; k++) highest = Math.max(highest, terms[k])
    let sum = 0
    for (let k = 0; k < terms.length; k++) sum += Math.exp(terms[k] - highest)
    return highest + Math.log(sum)
  }
}

/** Linear from 1 / n for the oldest to 1, then full for the newest 25; the prior weighs 1. */
function weightsOf(n: number): Float64Array {
  const weights = new Float64Array(n + 1).fill(1)
  const ramp = n - FULL_WEIGHTS
  for (let k = 0; k < ramp; k++) {
    weights[k] = ramp === 1 ? 1 / n : 1 / n + ((1 - 1 / n) * k) / (ramp - 1)
  }
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}
