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
import { instantiate, probeFused, type Kernels } from '../../kernels/kernels.ts'
import { CheckpointMismatch } from '../engine_errors.ts'
import { batchViews } from './batch_views.ts'
import { pagesOf, planMemory, SINGLE_ROWS, type MemoryPlan } from './memory_plan.ts'
import { panelBytes } from './panels.ts'
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
  readonly #size: number
  #batch: Batch
  #numbers: Float32Array
  #integers: Uint32Array
  #updates = 0

  /** @throws E_NETWORK_TOO_LARGE */
  constructor(shape: NetworkShape, rule: UpdateRule) {
    this.shape = shape
    this.#rule = rule
    this.#plan = planMemory(shape, rule.batchSize)
    this.#memory = new WebAssembly.Memory({ initial: pagesOf(this.#plan.tables) })
    this.#kernels = instantiate(this.#memory)
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

  loadTables(tables: readonly Float32Array[]): void {
    const numbers = tables.reduce((sum, { length }) => sum + length, 0)
    const pages = pagesOf(this.#plan.tables + numbers * 4)
    const missing = pages - this.#memory.buffer.byteLength / 65_536
    if (missing > 0) {
      this.#memory.grow(missing)
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
    const { passes, batch, online, target, rows } = this.#plan
    this.#gather(passes.current[0], batch.rows, batch.own, rows, this.#rule.batchSize)
    this.#gather(passes.next[0], batch.nextRows, batch.nextOwn, rows, this.#rule.batchSize)
    this.#forward(online, passes.current, passes.current[0], rows)
    this.#forward(target, passes.next, passes.next[0], rows)
    if (this.#rule.double) this.#forward(online, passes.other, passes.next[0], rows)
    const loss = this.#lossAndHeadGradient()
    this.#backward()
    this.#step()
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
      if (length !== this.#size) throw new CheckpointMismatch(part, length, this.#size)
    }
    for (const part of PARTS) writeBlock(this.#block(part), this.#plan.layers, state[part])
    this.#updates = state.updates
  }

  #evaluateOne(row: number, own: Float32Array): number {
    const { passes, single, online } = this.#plan
    this.#integers[single.row / 4] = row
    for (let i = 0; i < own.length; i++) this.#numbers[single.own / 4 + i] = own[i]
    this.#gather(passes.single[0], single.row, single.own, SINGLE_ROWS, 1)
    this.#forward(online, passes.single, passes.single[0], SINGLE_ROWS)
    const head = passes.single[passes.single.length - 1]
    const { actions, dueling } = this.shape
    return this.#kernels.qRow(single.q, head, actions, panelBytes(SINGLE_ROWS), dueling)
  }

  #gather(out: number, rows: number, own: number, stride: number, count: number): void {
    const { window, columns, own: ownSize } = this.shape
    const { line, tables, layers } = this.#plan
    this.#kernels.gather(
      out,
      line,
      tables,
      rows,
      own,
      count,
      window * columns,
      columns,
      ownSize,
      layers[0].k8,
      panelBytes(stride)
    )
  }

  /** Runs a network over `input`; leaves each layer's output in `pass`. */
  #forward(network: number, pass: readonly number[], input: number, rows: number): void {
    const { layers } = this.#plan
    const bytes = panelBytes(rows)
    let from = input
    for (let k = 0; k < layers.length; k++) {
      const { k8, n8, weight, bias, weightPanel } = layers[k]
      const relu = k < layers.length - 1
      this.#kernels.forward(
        pass[k + 1],
        from,
        network + weight,
        network + bias,
        rows,
        k8,
        n8,
        bytes,
        weightPanel,
        bytes,
        relu
      )
      from = pass[k + 1]
    }
  }

  #lossAndHeadGradient(): number {
    const { passes, gradients, batch, layers, rows } = this.#plan
    const last = layers.length
    const chooser = this.#rule.double ? passes.other[last] : passes.next[last]
    return this.#kernels.tdError(
      gradients[last - 1],
      passes.current[last],
      chooser,
      passes.next[last],
      batch.actions,
      batch.returns,
      batch.bootstraps,
      batch.weights,
      batch.tdErrors,
      this.#rule.batchSize,
      this.shape.actions,
      panelBytes(rows),
      layers[last - 1].n8,
      this.shape.dueling,
      this.#rule.loss === 'huber'
    )
  }

  #backward(): void {
    const { layers, gradient, gradients, passes, transposed, online, rows } = this.#plan
    const bytes = panelBytes(rows)
    for (let k = layers.length - 1; k >= 0; k--) {
      const { k8, n8, weight, bias, weightPanel } = layers[k]
      this.#kernels.weightGradient(
        gradient + weight,
        gradient + bias,
        passes.current[k],
        gradients[k],
        rows,
        k8,
        n8,
        bytes,
        bytes,
        weightPanel
      )
      if (k === 0) break
      this.#kernels.transpose(transposed, online + weight, k8, n8)
      this.#kernels.inputGradient(
        gradients[k - 1],
        gradients[k],
        transposed,
        passes.current[k],
        rows,
        n8,
        k8,
        bytes,
        n8 * 256,
        bytes
      )
    }
  }

  /** Clip by the norm over all parameters, then Adam. */
  #step(): void {
    const { online, firstMoment, secondMoment, gradient, parameterBytes } = this.#plan
    const { clipNorm, learningRate } = this.#rule
    this.gradientNorm = Math.sqrt(this.#kernels.squares(gradient, parameterBytes))
    const clipped = clipNorm !== null && this.gradientNorm > clipNorm
    this.#updates++
    this.#kernels.adam(
      online,
      firstMoment,
      secondMoment,
      gradient,
      parameterBytes,
      clipped ? clipNorm / this.gradientNorm : 1,
      learningRate / (1 - 0.9 ** this.#updates),
      1 / Math.sqrt(1 - 0.999 ** this.#updates)
    )
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
