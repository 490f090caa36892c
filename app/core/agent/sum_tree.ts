const BLOCK = 16

/**
 * Sums of non-negative weights by slot, so that a slot is found by its share of the total in
 * O(log n). Leaves are float64; sums are kept for blocks of 16 leaves, 9 bytes a slot in all. Every
 * sum is computed anew from its two halves, so that no rounding error builds up.
 */
export class SumTree {
  readonly #leaves: Float64Array
  /** Heap order: node i has the children 2i and 2i + 1; the blocks begin at #blocks. */
  readonly #sums: Float64Array
  readonly #blocks: number

  constructor(slots: number) {
    let blocks = 1
    while (blocks * BLOCK < slots) blocks *= 2
    this.#blocks = blocks
    this.#leaves = new Float64Array(Math.ceil(slots / BLOCK) * BLOCK)
    this.#sums = new Float64Array(2 * blocks)
  }

  get total(): number {
    return this.#sums[1]
  }

  get bytes(): number {
    return this.#leaves.byteLength + this.#sums.byteLength
  }

  weight(slot: number): number {
    return this.#leaves[slot]
  }

  set(slot: number, weight: number): void {
    this.#leaves[slot] = weight
    const block = Math.floor(slot / BLOCK)
    let node = this.#blocks + block
    this.#sums[node] = this.#blockSum(block)
    for (node >>>= 1; node >= 1; node >>>= 1) {
      this.#sums[node] = this.#sums[2 * node] + this.#sums[2 * node + 1]
    }
  }

  /** The first slot whose cumulative weight lies above `target`, 0 <= target < total; never a slot of weight 0. */
  find(target: number): number {
    let rest = target
    let node = 1
    while (node < this.#blocks) {
      node *= 2
      // a rounded-up target must not lead into an empty half
      if (rest >= this.#sums[node] && this.#sums[node + 1] > 0) {
        rest -= this.#sums[node]
        node++
      }
    }
    const first = (node - this.#blocks) * BLOCK
    let found = first
    for (let slot = first; slot < first + BLOCK; slot++) {
      const weight = this.#leaves[slot]
      if (weight > 0) found = slot
      if (rest < weight) return slot
      rest -= weight
    }
    return found
  }

  /** Copy of the first `slots` weights. */
  export(slots: number): Float64Array {
    return this.#leaves.slice(0, slots)
  }

  /** Replaces all weights; slots past the given ones get 0. */
  import(weights: Float64Array): void {
    this.#leaves.fill(0)
    this.#leaves.set(weights)
    for (let block = 0; block * BLOCK < this.#leaves.length; block++) {
      this.#sums[this.#blocks + block] = this.#blockSum(block)
    }
    for (let node = this.#blocks - 1; node >= 1; node--) {
      this.#sums[node] = this.#sums[2 * node] + this.#sums[2 * node + 1]
    }
  }

  #blockSum(block: number): number {
    let sum = 0
    for (let slot = block * BLOCK; slot < (block + 1) * BLOCK; slot++) sum += this.#leaves[slot]
    return sum
  }
}
