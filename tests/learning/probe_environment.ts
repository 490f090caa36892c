import type {
  BoxSpace,
  StepInfo,
  TabularEnvironment,
} from '../../app/core/environment/environment.ts'
import { RandomStream } from '../../app/core/random/random_stream.ts'

/** Where a step leads: the row observed next, the reward, and how the episode goes on. */
export interface ProbeStep {
  readonly row: number
  readonly reward: number
  readonly terminated?: boolean
  readonly truncated?: boolean
}
/** The rules of a probe: a table of observations and two functions. */
export interface Probe {
  /** One observation a row. */
  readonly rows: readonly (readonly number[])[]
  readonly actions: number
  readonly first: (random: RandomStream) => number
  readonly next: (row: number, action: number, step: number, random: RandomStream) => ProbeStep
}

/** An environment small enough that its values are known by heart. */
export class ProbeEnvironment implements TabularEnvironment {
  readonly observationSpace: BoxSpace
  readonly actionSpace
  readonly tables: readonly Float32Array[]
  readonly window = 1
  readonly columns: number
  readonly own = new Float32Array(0)
  row = 0
  reward = 0
  terminated = false
  truncated = false
  readonly #probe: Probe
  #random: RandomStream
  #step = 0

  constructor(probe: Probe, random: RandomStream) {
    this.#probe = probe
    this.#random = random
    this.columns = probe.rows[0].length
    this.tables = [Float32Array.from(probe.rows.flat())]
    const names = probe.rows[0].map((_, i) => `feature ${i}`)
    const low = -10
    const high = 10
    this.observationSpace = {
      kind: 'box',
      shape: [this.columns],
      low,
      high,
      dtype: 'float32',
      names,
    }
    const actionNames = Array.from({ length: probe.actions }, (_, i) => `action ${i}`)
    this.actionSpace = { kind: 'discrete', n: probe.actions, names: actionNames } as const
  }

  reset(): [Float32Array, StepInfo] {
    this.#step = 0
    this.row = this.#probe.first(this.#random)
    this.terminated = this.truncated = false
    return [this.#observation(), {}]
  }

  advance(action: number): void {
    const next = this.#probe.next(this.row, action, ++this.#step, this.#random)
    this.row = next.row
    this.reward = next.reward
    this.terminated = next.terminated ?? false
    this.truncated = next.truncated ?? false
  }

  step(action: number): [Float32Array, number, boolean, boolean, StepInfo] {
    this.advance(action)
    return [this.#observation(), this.reward, this.terminated, this.truncated, {}]
  }

  exportRandom(): Uint32Array {
    return this.#random.export()
  }

  importRandom(state: Uint32Array): void {
    this.#random = new RandomStream(state)
  }

  #observation(): Float32Array {
    return this.tables[0].subarray(this.row * this.columns, (this.row + 1) * this.columns)
  }
}
