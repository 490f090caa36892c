import { networkLayout, type NetworkLayout } from '../../../core/agent/network_layout.ts'
import type {
  Batch,
  ComputeEngine,
  ComputeEngineFactory,
  EngineFingerprint,
  EngineState,
  NetworkShape,
  UpdateRule,
} from '../../../core/ports/compute_engine.ts'
import { makeBatch } from '../batch.ts'
import { CheckpointMismatch } from '../../../core/agent/agent_errors.ts'
import { adamStep } from './adam.ts'
import { argmax, backward, forward } from './q_network.ts'

const FINGERPRINT: EngineFingerprint = { engine: 'reference', version: '1', fused: null }

/**
 * The learner's arithmetic written to be read, in float64 and without a thought of speed: the oracle
 * that fast engines are held against.
 */
export class ReferenceEngine implements ComputeEngine {
  readonly fingerprint = FINGERPRINT
  readonly shape: NetworkShape
  readonly batch: Batch
  gradientNorm = 0
  readonly #rule: UpdateRule
  readonly #layout: NetworkLayout
  #online: Float64Array
  #target: Float64Array
  #firstMoment: Float64Array
  #secondMoment: Float64Array
  #updates = 0
  #table = new Float64Array(0)

  constructor(shape: NetworkShape, rule: UpdateRule) {
    this.shape = shape
    this.#rule = rule
    this.#layout = networkLayout(shape)
    this.batch = makeBatch(rule.batchSize, shape.own)
    this.#online = new Float64Array(this.#layout.size)
    this.#target = new Float64Array(this.#layout.size)
    this.#firstMoment = new Float64Array(this.#layout.size)
    this.#secondMoment = new Float64Array(this.#layout.size)
  }

  loadTables(tables: readonly Float32Array[]): void {
    this.#table = new Float64Array(tables.reduce((sum, { length }) => sum + length, 0))
    let offset = 0
    for (const table of tables) {
      this.#table.set(table, offset)
      offset += table.length
    }
  }

  act(row: number, own: Float32Array): number {
    return argmax(this.#q(this.#online, row, own))
  }

  qValues(row: number, own: Float32Array, out: Float32Array): void {
    out.set(this.#q(this.#online, row, own))
  }

  /** y = R + g · Q_target(s', a*), a* the online network's choice when double, else the target's. */
  learn(): number {
    const { size, rows, own, actions, returns, bootstraps, nextRows, nextOwn, weights, tdErrors } =
      this.batch
    const width = this.shape.own
    const gradient = new Float64Array(this.#layout.size)
    let loss = 0
    for (let b = 0; b < size; b++) {
      const next = nextOwn.subarray(b * width, (b + 1) * width)
      const nextTarget = this.#q(this.#target, nextRows[b], next)
      const chooser = this.#rule.double ? this.#q(this.#online, nextRows[b], next) : nextTarget
      const y = returns[b] + bootstraps[b] * nextTarget[argmax(chooser)]
      const observation = this.#observation(rows[b], own.subarray(b * width, (b + 1) * width))
      const pass = forward(this.#layout, this.#online, observation)
      const d = y - pass.q[actions[b]]
      tdErrors[b] = d
      loss += weights[b] * this.#elementLoss(d)
      const slope = (-weights[b] * this.#slope(d)) / size
      backward(this.#layout, this.#online, gradient, pass, actions[b], slope)
    }
    this.#applyGradient(gradient)
    return loss / size
  }

  syncTarget(tau: number): void {
    for (let i = 0; i < this.#target.length; i++) {
      this.#target[i] = tau * this.#online[i] + (1 - tau) * this.#target[i]
    }
  }

  export(): EngineState {
    return {
      online: this.#online.slice(),
      target: this.#target.slice(),
      firstMoment: this.#firstMoment.slice(),
      secondMoment: this.#secondMoment.slice(),
      updates: this.#updates,
    }
  }

  import(state: EngineState): void {
    const parts = ['online', 'target', 'firstMoment', 'secondMoment'] as const
    for (const part of parts) {
      const { length } = state[part]
      if (length !== this.#layout.size)
        throw CheckpointMismatch.ofSize(part, length, this.#layout.size)
    }
    this.#online = Float64Array.from(state.online)
    this.#target = Float64Array.from(state.target)
    this.#firstMoment = Float64Array.from(state.firstMoment)
    this.#secondMoment = Float64Array.from(state.secondMoment)
    this.#updates = state.updates
  }

  /** Clip by the norm over all parameters, then Adam. */
  #applyGradient(gradient: Float64Array): void {
    this.gradientNorm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0))
    const { clipNorm, learningRate } = this.#rule
    if (clipNorm !== null && this.gradientNorm > clipNorm) {
      const factor = clipNorm / this.gradientNorm
      for (let i = 0; i < gradient.length; i++) gradient[i] *= factor
    }
    this.#updates++
    const t = this.#updates
    adamStep(this.#online, this.#firstMoment, this.#secondMoment, gradient, learningRate, t)
  }

  /** Huber with delta 1, or the squared error. */
  #elementLoss(d: number): number {
    if (this.#rule.loss === 'mse') return d * d
    return Math.abs(d) <= 1 ? (d * d) / 2 : Math.abs(d) - 0.5
  }

  /** Its derivative by d. */
  #slope(d: number): number {
    if (this.#rule.loss === 'mse') return 2 * d
    return Math.max(-1, Math.min(1, d))
  }

  #q(weights: Float64Array, row: number, own: Float32Array): Float64Array {
    return forward(this.#layout, weights, this.#observation(row, own)).q
  }

  #observation(row: number, own: Float32Array): Float64Array {
    const { window, columns } = this.shape
    const width = window * columns
    const end = (row + 1) * columns
    const observation = new Float64Array(width + own.length)
    observation.set(this.#table.subarray(end - width, end))
    observation.set(own, width)
    return observation
  }
}

export const referenceEngines: ComputeEngineFactory = {
  name: 'reference',
  fingerprint: () => FINGERPRINT,
  create: (shape, rule) => new ReferenceEngine(shape, rule),
}
