import type { GoldenBatch } from './golden_case.ts'

/** The 32-bit congruential generator of the golden cases that are made from their seed alone. */
export class GoldenGenerator {
  #state: number
  readonly #highBits: boolean

  /** @param highBits the second source keeps the upper 16 bits of a draw only, exact in float32 */
  constructor(seed: number, highBits: boolean) {
    this.#state = seed >>> 0
    this.#highBits = highBits
  }

  uniform(): number {
    this.#state = (Math.imul(1664525, this.#state) + 1013904223) >>> 0
    return this.#highBits ? (this.#state >>> 16) / 65536 : this.#state / 4294967296
  }

  symmetric(scale: number): number {
    return (2 * this.uniform() - 1) * scale
  }

  list(length: number, draw: () => number): number[] {
    return Array.from({ length }, draw)
  }

  /** Weights and biases of layers [inputs, outputs] in order, with each layer's scales. */
  network(
    layers: readonly (readonly [number, number])[],
    scales: (inputs: number) => readonly [number, number]
  ): number[] {
    return layers.flatMap(([inputs, outputs]) => {
      const [weight, bias] = scales(inputs)
      const weights = this.list(inputs * outputs, () => this.symmetric(weight))
      return [...weights, ...this.list(outputs, () => this.symmetric(bias))]
    })
  }

  /** First source: column by column; states in ± 1.5, rewards in ± 2, a quarter terminated. */
  batchByColumns(state: number, actions: number, size: number): GoldenBatch {
    const states = () =>
      this.list(size, () => 0).map(() => this.list(state, () => this.symmetric(1.5)))
    const column = (draw: () => number) => this.list(size, draw)
    const drawn = {
      states: states(),
      actions: column(() => Math.floor(this.uniform() * actions)),
      rewards: column(() => this.symmetric(2)),
      nextStates: states(),
      terminated: column(() => Number(this.uniform() < 0.25)),
    }
    column(() => this.uniform()) // importance weights, of which this case has none
    return drawn
  }

  /** Second source: row by row; states in ± 1, rewards in ± 2, an eighth terminated. */
  batchByRows(state: number, actions: number, size: number): GoldenBatch {
    const rows = Array.from({ length: size }, () => ({
      state: this.list(state, () => this.symmetric(1)),
      action: Math.floor(this.uniform() * actions),
      reward: this.symmetric(2),
      next: this.list(state, () => this.symmetric(1)),
      terminated: this.uniform() < 0.125,
    }))
    return {
      states: rows.map((row) => row.state),
      actions: rows.map((row) => row.action),
      rewards: rows.map((row) => row.reward),
      nextStates: rows.map((row) => row.next),
      terminated: rows.map((row) => row.terminated),
    }
  }
}
