import { normalCdf, normalQuantile } from '../../evaluation/statistics/normal.ts'
import type { ScaledDimension } from './scaled_dimension.ts'

/** Kernels of all observations in one dimension, and behind them the prior's. */
export interface Kernels {
  /** A coordinate in [0, 1) of kernel `k`. @param uniform in [0, 1) */
  draw(k: number, uniform: number): number
  /** Adds to each kernel's term the log of its density at a coordinate, or of its mass in the cell there. */
  addLogDensities(x: number, terms: Float64Array): void
}

/** @param centers coordinate of each observation; null: it does not have the dimension, and says nothing of it */
export function kernelsOf(scaled: ScaledDimension, centers: readonly (number | null)[]): Kernels {
  const isChoice = scaled.dimension.type === 'categorical'
  return isChoice ? new ChoiceKernels(scaled, centers) : new NumberKernels(scaled, centers)
}

/** Beyond so many deviations a kernel adds nothing. */
const REACH = 8
const LOG_ROOT_TWO_PI = Math.log(2 * Math.PI) / 2

/**
 * Truncated normal densities, integrated over their cell where there are cells, as wide as the gap to
 * the farther neighbour. The prior's stands in the middle and is as wide as the whole.
 */
class NumberKernels implements Kernels {
  readonly #scaled: ScaledDimension
  readonly #center: Float64Array
  readonly #sigma: Float64Array
  readonly #logSigma: Float64Array
  /** log of the mass in [0, 1). */
  readonly #logMass: Float64Array

  constructor(scaled: ScaledDimension, centers: readonly (number | null)[]) {
    this.#scaled = scaled
    this.#center = Float64Array.from([...centers, null], (center) => center ?? 0.5)
    this.#sigma = widthsOf(centers)
    this.#logSigma = this.#sigma.map(Math.log)
    this.#logMass = this.#sigma.map((sigma, k) => Math.log(mass(this.#center[k], sigma, 0, 1)))
  }

  draw(k: number, uniform: number): number {
    const center = this.#center[k]
    const sigma = this.#sigma[k]
    const from = normalCdf((0 - center) / sigma)
    const to = normalCdf((1 - center) / sigma)
    const drawn = center + sigma * normalQuantile(from + uniform * (to - from))
    return Math.min(1 - 2 ** -53, Math.max(0, drawn))
  }

  addLogDensities(x: number, terms: Float64Array): void {
    const [from, to] = this.#scaled.cellOf(x)
    const [centers, sigmas] = [this.#center, this.#sigma]
    for (let k = 0; k < terms.length; k++) {
      const center = centers[k]
      const sigma = sigmas[k]
      if (from > center + REACH * sigma || to < center - REACH * sigma) terms[k] = -Infinity
      else if (to > from) terms[k] += Math.log(mass(center, sigma, from, to)) - this.#logMass[k]
      else {
        const z = (x - center) / sigma
        terms[k] += (-z * z) / 2 - LOG_ROOT_TWO_PI - this.#logSigma[k] - this.#logMass[k]
      }
    }
  }
}

/**
 * The gap to the farther neighbour, at the ends to the only one; within [1 / min(100, n + 2), 1]. 1 of
 * those without a coordinate, and last of the prior.
 */
function widthsOf(centers: readonly (number | null)[]): Float64Array {
  const widths = new Float64Array(centers.length + 1).fill(1)
  const narrowest = 1 / Math.min(100, 2 + centers.length)
  const known = centers.flatMap((mu, k) => (mu === null ? [] : [{ k, mu }]))
  known.sort((a, b) => a.mu - b.mu)
  for (const [i, { k, mu }] of known.entries()) {
    const isAlone = known.length === 1
    const below = i > 0 ? mu - known[i - 1].mu : isAlone ? mu : 0
    const above = i < known.length - 1 ? known[i + 1].mu - mu : isAlone ? 1 - mu : 0
    widths[k] = Math.min(1, Math.max(narrowest, below, above))
  }
  return widths
}

/** Probability of a normal between two values; not 0, so that its logarithm exists. */
function mass(mu: number, sigma: number, from: number, to: number): number {
  return Math.max(1e-300, normalCdf((to - mu) / sigma) - normalCdf((from - mu) / sigma))
}

/** Counts of choices, to which the prior adds one count over all kernels; its own are all alike. */
class ChoiceKernels implements Kernels {
  readonly #scaled: ScaledDimension
  readonly #count: number
  /** Choice of each observation; null: all are alike. */
  readonly #choices: readonly (number | null)[]
  /** A kernel's probability of its own choice and of each other. */
  readonly #own: number
  readonly #other: number

  constructor(scaled: ScaledDimension, centers: readonly (number | null)[]) {
    this.#scaled = scaled
    this.#count = scaled.cells ?? 1
    this.#choices = [...centers, null].map((mu) => (mu === null ? null : scaled.numberAt(mu)))
    const prior = 1 / (centers.length + 1)
    const sum = 1 + this.#count * prior
    this.#own = (1 + prior) / sum
    this.#other = prior / sum
  }

  draw(k: number, uniform: number): number {
    const own = this.#choices[k]
    const last = this.#count - 1
    let left = uniform
    for (let choice = 0; choice < last; choice++) {
      const probability = own === null ? 1 / this.#count : choice === own ? this.#own : this.#other
      if (left < probability) return this.#scaled.middleOf(choice)
      left -= probability
    }
    return this.#scaled.middleOf(last)
  }

  addLogDensities(x: number, terms: Float64Array): void {
    const choice = this.#scaled.numberAt(x)
    const [logOwn, logOther] = [Math.log(this.#own), Math.log(this.#other)]
    const logAlike = -Math.log(this.#count)
    for (let k = 0; k < terms.length; k++) {
      const own = this.#choices[k]
      terms[k] += own === null ? logAlike : own === choice ? logOwn : logOther
    }
  }
}
