import { normalCdf, normalQuantile } from '../../evaluation/statistics/normal.ts'
import type { RandomStream } from '../../random/random_stream.ts'
import type { ScaledDimension } from './scaled_dimension.ts'

/** Coordinates in [0, 1), one for each dimension; null: the point does not have it. */
export type Observation = readonly (number | null)[]

/** The newest observations weigh fully, older ones less and less. */
const FULL_WEIGHTS = 25
/** Beyond so many deviations a kernel adds nothing. */
const REACH = 8

/**
 * A multivariate Parzen estimator on [0, 1)^d: a mixture of products, one for each observation and a
 * prior (Bergstra et al. 2011; Falkner et al. 2018). Numbers have truncated normal kernels, integrated
 * over their cell where there are cells, as wide as the gap to the farther neighbour; choices have
 * counts. Bounds of widths, and weights, as in Optuna's TPE.
 */
export class Parzen {
  readonly #space: readonly ScaledDimension[]
  readonly #observations: readonly Observation[]
  /** Of each observation, and last of the prior; they add up to 1. */
  readonly #weights: Float64Array
  /** Width of each kernel, by observation and dimension. */
  readonly #sigma: Float64Array
  /** log of the kernel's mass in [0, 1), by observation and dimension. */
  readonly #logMass: Float64Array

  /** @param observations oldest first */
  constructor(space: readonly ScaledDimension[], observations: readonly Observation[]) {
    this.#space = space
    this.#observations = observations
    this.#weights = weightsOf(observations.length)
    const size = observations.length * space.length
    this.#sigma = new Float64Array(size)
    this.#logMass = new Float64Array(size)
    for (const d of space.keys()) this.#setWidths(d)
  }

  /** The gap to the farther neighbour, at the ends to the only one; within [1 / min(100, n + 2), 1]. */
  #setWidths(d: number): void {
    const stride = this.#space.length
    const narrowest = 1 / Math.min(100, 2 + this.#observations.length)
    const known: { k: number; mu: number }[] = []
    for (const [k, observation] of this.#observations.entries()) {
      const mu = observation[d]
      if (mu !== null) known.push({ k, mu })
    }
    known.sort((a, b) => a.mu - b.mu)
    for (const [i, { k, mu }] of known.entries()) {
      const isAlone = known.length === 1
      const below = i > 0 ? mu - known[i - 1].mu : isAlone ? mu : 0
      const above = i < known.length - 1 ? known[i + 1].mu - mu : isAlone ? 1 - mu : 0
      const sigma = Math.min(1, Math.max(narrowest, below, above))
      this.#sigma[k * stride + d] = sigma
      this.#logMass[k * stride + d] = Math.log(mass(mu, sigma, 0, 1))
    }
  }

  /** Draws a point: a kernel by its weight, then each dimension from it. */
  sample(random: RandomStream): Float64Array {
    let left = random.float()
    let k = 0
    while (k < this.#observations.length && left >= this.#weights[k]) left -= this.#weights[k++]
    const observation = k < this.#observations.length ? this.#observations[k] : null
    return Float64Array.from(this.#space, (dimension, d) =>
      this.#draw(
        dimension,
        observation?.[d] ?? null,
        this.#sigma[k * this.#space.length + d],
        random
      )
    )
  }

  /** log density, up to a constant that is the same for every estimator of the space. */
  logDensity(point: Float64Array): number {
    const n = this.#observations.length
    const terms = new Float64Array(n + 1)
    const cells = this.#space.map(({ cellOf }, d) => cellOf(point[d]))
    let highest = -Infinity
    for (let k = 0; k <= n; k++) {
      let term = Math.log(this.#weights[k])
      for (let d = 0; d < this.#space.length && term > -Infinity; d++) {
        const mu = k < n ? this.#observations[k][d] : null
        const at = mu === null ? -1 : k * this.#space.length + d
        term += this.#logKernel(this.#space[d], mu, at, cells[d], point[d])
      }
      terms[k] = term
      if (term > highest) highest = term
    }
    let sum = 0
    for (const term of terms) sum += Math.exp(term - highest)
    return highest + Math.log(sum)
  }

  #draw(
    { dimension, cells }: ScaledDimension,
    mu: number | null,
    width: number,
    random: RandomStream
  ): number {
    const uniform = random.float()
    if (dimension.type === 'categorical') {
      const n = cells ?? 1
      const own = mu === null ? -1 : Math.floor(mu * n)
      const share = this.#choiceShare(n)
      let left = uniform
      for (let choice = 0; choice < n - 1; choice++) {
        const probability = mu === null ? 1 / n : choice === own ? share.own : share.other
        if (left < probability) return (choice + 0.5) / n
        left -= probability
      }
      return (n - 0.5) / n
    }
    const [center, sigma] = mu === null ? [0.5, 1] : [mu, width]
    const from = normalCdf((0 - center) / sigma)
    const to = normalCdf((1 - center) / sigma)
    const drawn = center + sigma * normalQuantile(from + uniform * (to - from))
    return Math.min(1 - 2 ** -53, Math.max(0, drawn))
  }

  /** `at`: where the kernel's width stands; of the prior nowhere. */
  #logKernel(
    { dimension, cells }: ScaledDimension,
    mu: number | null,
    at: number,
    [from, to]: readonly [number, number],
    x: number
  ): number {
    if (dimension.type === 'categorical') {
      const n = cells ?? 1
      if (mu === null) return -Math.log(n)
      const share = this.#choiceShare(n)
      return Math.log(Math.floor(mu * n) === Math.floor(x * n) ? share.own : share.other)
    }
    const [center, sigma] = mu === null ? [0.5, 1] : [mu, this.#sigma[at]]
    const norm = mu === null ? PRIOR_LOG_MASS : this.#logMass[at]
    if (from > center + REACH * sigma || to < center - REACH * sigma) return -Infinity
    if (to > from) return Math.log(mass(center, sigma, from, to)) - norm
    return logNormal((x - center) / sigma) - Math.log(sigma) - norm
  }

  /** A kernel's probability of its own choice and of each other: the prior has one count over all kernels. */
  #choiceShare(n: number): { own: number; other: number } {
    const prior = 1 / (this.#observations.length + 1)
    const sum = 1 + n * prior
    return { own: (1 + prior) / sum, other: prior / sum }
  }
}

const LOG_ROOT_TWO_PI = Math.log(2 * Math.PI) / 2
const PRIOR_LOG_MASS = Math.log(mass(0.5, 1, 0, 1))

function logNormal(z: number): number {
  return (-z * z) / 2 - LOG_ROOT_TWO_PI
}

/** Probability of a normal between two values; not 0, so that its logarithm exists. */
function mass(mu: number, sigma: number, from: number, to: number): number {
  return Math.max(1e-300, normalCdf((to - mu) / sigma) - normalCdf((from - mu) / sigma))
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
