import type { RandomStream } from '../random/random_stream.ts'
import { SumTree } from './sum_tree.ts'

/** Added to |TD error|, so that no transition is never drawn again (Schaul et al. 2016, section 3.3). */
const PRIORITY_EPSILON = 1e-6

/**
 * Proportional prioritisation (Schaul et al. 2016): P(i) = p_i^alpha / sum p^alpha with
 * p = |TD error| + 1e-6. A new transition gets the largest p^alpha so far, at first 1.
 */
export class Priorities {
  readonly #alpha: number
  readonly #tree: SumTree
  #largest = 1

  constructor(slots: number, alpha: number) {
    this.#alpha = alpha
    this.#tree = new SumTree(slots)
  }

  get bytes(): number {
    return this.#tree.bytes
  }

  get largest(): number {
    return this.#largest
  }

  enter(slot: number): void {
    this.#tree.set(slot, this.#largest)
  }

  leave(slot: number): void {
    if (this.#tree.weight(slot) > 0) this.#tree.set(slot, 0)
  }

  /**
   * Fills `drawn` by stratified draws, one uniform each: draw j takes the first slot whose cumulative
   * weight lies above (j + u) / size of the total. Writes the importance weights (N * P)^-beta,
   * divided by the largest of the batch, into `weights`.
   */
  draw(drawn: Uint32Array, weights: Float32Array, beta: number, random: RandomStream): void {
    const { total } = this.#tree
    let smallest = Infinity
    for (let j = 0; j < drawn.length; j++) {
      drawn[j] = this.#tree.find(((j + random.float()) / drawn.length) * total)
      smallest = Math.min(smallest, this.#tree.weight(drawn[j]))
    }
    // the smallest probability has the largest weight: w / w_max = (p_min / p)^beta, N cancels
    for (let j = 0; j < drawn.length; j++) {
      weights[j] = (smallest / this.#tree.weight(drawn[j])) ** beta
    }
  }

  /** New priorities of the drawn slots, in the order of the batch. */
  update(drawn: Uint32Array, tdErrors: Float32Array): void {
    for (let j = 0; j < drawn.length; j++) {
      const weight = (Math.abs(tdErrors[j]) + PRIORITY_EPSILON) ** this.#alpha
      if (weight > this.#largest) this.#largest = weight
      this.#tree.set(drawn[j], weight)
    }
  }

  /** Copy of p^alpha of the first `slots` slots. */
  export(slots: number): Float64Array {
    return this.#tree.export(slots)
  }

  import(weights: Float64Array, largest: number): void {
    this.#tree.import(weights)
    this.#largest = largest
  }
}
