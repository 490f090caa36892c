import { networkLayout } from '../../../core/agent/network_layout.ts'
import type {
  Batch,
  ComputeEngine,
  ComputeEngineFactory,
  EngineFingerprint,
  EngineState,
  NetworkShape,
  UpdateRule,
} from '../../../core/ports/compute_engine.ts'
import { probeFused, startKernels } from '../../kernels/chosen_kernels.ts'
import type { Kernels } from '../../kernels/kernels.ts'
import { CheckpointMismatch } from '../../../core/agent/agent_errors.ts'
import { batchViews } from './batch_views.ts'
import { growTo, memoryOf } from './engine_memory.ts'
import { planMemory, type MemoryPlan } from './memory_plan.ts'
import { NetworkKernels } from './network_kernels.ts'
import { readBlock, writeBlock } from './parameter_block.ts'

/** Raised whenever the bits of an update change. */
const VERSION = '1'

let fingerprint: EngineFingerprint | null = null
function ownFingerprint(): EngineFingerprint {
  fingerprint ??= { engine: 'simd', version: VERSION, fused: probeFused() }
  return fingerprint
}

const PARTS = ['online', 'target', 'firstMoment', 'secondMoment'] as const

/**
 * The learner's arithmetic in WebAssembly, float32: weights, gradients, Adam's state, batch and tables
 * lie in one memory, and an update never leaves it.
 */
export class SimdEngine implements ComputeEngine {
  readonly fingerprint = ownFingerprint()
  readonly shape: NetworkShape
  gradientNorm = 0
  readonly #rule: UpdateRule
  readonly #plan: MemoryPlan
  readonly #memory: WebAssembly.Memory
  readonly #kernels: Kernels
  readonly #network: NetworkKernels
  readonly #size: number
  #batch: Batch
  #numbers: Float32Array
  #integers: Uint32Array
  #updates = 0

  /** @throws E_NETWORK_TOO_LARGE, E_ENGINE_MEMORY, E_KERNELS_UNAVAILABLE */
  constructor(shape: NetworkShape, rule: UpdateRule) {
    this.shape = shape
    this.#rule = rule
    this.#plan = planMemory(shape, rule.batchSize)
    this.#memory = memoryOf(this.#plan.tables)
    this.#kernels = startKernels(this.#memory)
    this.#network = new NetworkKernels(this.#kernels, this.#plan, shape, rule)
    this.#size = networkLayout(shape).size
    this.#numbers = new Float32Array(this.#memory.buffer)
    this.#integers = new Uint32Array(this.#memory.buffer)
    this.#batch = this.#viewBatch()
    this.#batch.weights.fill(1)
  }

  /** In the engine's memory; ask anew after `loadTables`, which can move it. */
  get batch(): Batch {
    return this.#batch
  }

  /** @throws E_NETWORK_TOO_LARGE, E_ENGINE_MEMORY */
  loadTables(tables: readonly Float32Array[]): void {
    const numbers = tables.reduce((sum, { length }) => sum + length, 0)
    if (growTo(this.#memory, this.#plan.tables + numbers * 4)) {
      this.#numbers = new Float32Array(this.#memory.buffer)
      this.#integers = new Uint32Array(this.#memory.buffer)
      this.#batch = this.#viewBatch()
    }
    let offset = this.#plan.tables / 4
    for (const table of tables) {
      this.#numbers.set(table, offset)
      offset += table.length
    }
  }

  act(row: number, own: Float32Array): number {
    return this.#evaluateOne(row, own)
  }

  qValues(row: number, own: Float32Array, out: Float32Array): void {
    this.#evaluateOne(row, own)
    const first = this.#plan.single.q / 4
    for (let a = 0; a < out.length; a++) out[a] = this.#numbers[first + a]
  }

  learn(): number {
    const { loss, norm } = this.#network.learn(++this.#updates)
    this.gradientNorm = norm
    return loss
  }

  syncTarget(tau: number): void {
    const { online, target, parameterBytes } = this.#plan
    if (tau < 1) this.#kernels.softUpdate(target, online, parameterBytes, tau)
    else this.#numbers.copyWithin(target / 4, online / 4, (online + parameterBytes) / 4)
  }

  export(): EngineState {
    const [online, target, firstMoment, secondMoment] = PARTS.map((part) =>
      readBlock(this.#block(part), this.#plan.layers, this.#size)
    )
    return { online, target, firstMoment, secondMoment, updates: this.#updates }
  }

  import(state: EngineState): void {
    for (const part of PARTS) {
      const { length } = state[part]
      if (length !== this.#size) throw CheckpointMismatch.ofSize(part, length, this.#size)
    }
    for (const part of PARTS) writeBlock(this.#block(part), this.#plan.layers, state[part])
    this.#updates = state.updates
  }

  #evaluateOne(row: number, own: Float32Array): number {
    const { single } = this.#plan
    this.#integers[single.row / 4] = row
    const first = single.own / 4
    for (let i = 0; i < own.length; i++) this.#numbers[first + i] = own[i]
    return this.#network.evaluateOne()
  }

  #viewBatch(): Batch {
    return batchViews(this.#memory.buffer, this.#plan.batch, this.#rule.batchSize, this.shape.own)
  }

  #block(part: (typeof PARTS)[number]): Float32Array {
    const first = this.#plan[part] / 4
    return this.#numbers.subarray(first, first + this.#plan.parameterBytes / 4)
  }
}

export const simdEngines: ComputeEngineFactory = {
  name: 'simd',
  fingerprint: ownFingerprint,
  create: (shape, rule) => new SimdEngine(shape, rule),
}
