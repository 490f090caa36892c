import type { NetworkShape, UpdateRule } from '../../../core/ports/compute_engine.ts'
import type { Kernels } from '../../kernels/kernels.ts'
import type { MemoryPlan } from './memory_plan.ts'
import { matrixBytes, panelBytes } from './panels.ts'

/**
 * The steps of an update as calls of kernels on planned memory. Everything is float32; sums ascend over
 * inputs (forward), outputs (backward) and rows of the batch (gradients), and the norm's order is that
 * of `squares`.
 */
export class NetworkKernels {
  readonly #kernels: Kernels
  readonly #plan: MemoryPlan
  readonly #shape: NetworkShape
  readonly #rule: UpdateRule

  constructor(kernels: Kernels, plan: MemoryPlan, shape: NetworkShape, rule: UpdateRule) {
    this.#kernels = kernels
    this.#plan = plan
    this.#shape = shape
    this.#rule = rule
  }

  /** Q-values of the observation in the plan's `single`; gives the index of the first largest. */
  evaluateOne(): number {
    const { layers, passes, single, online } = this.#plan
    this.#gather(passes.single[0], single.row, single.own, 1, 1)
    for (let k = 0; k < layers.length; k++) {
      const { k8, n8, weight, bias, weightPanel } = layers[k]
      const [from, to] = [passes.single[k], passes.single[k + 1]]
      const [w, b] = [online + weight, online + bias]
      this.#kernels.rowProduct(to, from, w, b, k8, n8, weightPanel, this.#least(k))
    }
    const head = passes.single[layers.length]
    const { actions, dueling } = this.#shape
    return this.#kernels.qRow(single.q, head, actions, panelBytes(1), dueling)
  }

  /** One update; `updates` counts it. Gives the loss and the gradient's norm before the clip. */
  learn(updates: number): { loss: number; norm: number } {
    const { passes, batch, online, target, rows } = this.#plan
    const { batchSize, double } = this.#rule
    this.#gather(passes.current[0], batch.rows, batch.own, rows, batchSize)
    this.#gather(passes.next[0], batch.nextRows, batch.nextOwn, rows, batchSize)
    this.#forward(online, passes.current, passes.current[0])
    this.#forward(target, passes.next, passes.next[0])
    if (double) this.#forward(online, passes.other, passes.next[0])
    const loss = this.#lossAndHeadGradient()
    this.#backward()
    return { loss, norm: this.#step(updates) }
  }

  #gather(out: number, rows: number, own: number, stride: number, count: number): void {
    const { window, columns, own: ownSize } = this.#shape
    const { tables } = this.#plan
    const width = window * columns
    const panel = panelBytes(stride)
    this.#kernels.gather(out, tables, rows, own, count, width, columns, ownSize, panel)
  }

  /** Runs a network over `input`; leaves each layer's output in `pass`. */
  #forward(network: number, pass: readonly number[], input: number): void {
    const { layers, rows } = this.#plan
    const panel = panelBytes(rows)
    let from = input
    for (let k = 0; k < layers.length; k++) {
      const { k8, n8, weight, bias, weightPanel } = layers[k]
      const [to, w, b, least] = [pass[k + 1], network + weight, network + bias, this.#least(k)]
      this.#kernels.product(to, from, w, b, rows, k8, n8, panel, weightPanel, panel, least)
      from = to
    }
  }

  #lossAndHeadGradient(): number {
    const { passes, gradients, batch, layers, rows } = this.#plan
    const last = layers.length
    return this.#kernels.tdError(
      gradients[last - 1],
      passes.current[last],
      this.#rule.double ? passes.other[last] : passes.next[last],
      passes.next[last],
      batch.actions,
      batch.returns,
      batch.bootstraps,
      batch.weights,
      batch.tdErrors,
      this.#rule.batchSize,
      this.#shape.actions,
      panelBytes(rows),
      Math.ceil(layers[last - 1].n8 / 2),
      this.#shape.dueling,
      this.#rule.loss === 'huber'
    )
  }

  #backward(): void {
    for (let k = this.#plan.layers.length - 1; k >= 0; k--) {
      this.#weightGradient(k)
      if (k > 0) this.#inputGradient(k)
    }
  }

  /** D = Xᵀ G of layer k, and d = Σ_b G of its bias. */
  #weightGradient(k: number): void {
    const { layers, gradient, gradients, passes, transposed, zeros, rows } = this.#plan
    const { k8, n8, weight, bias, weightPanel } = layers[k]
    const panel = panelBytes(rows)
    const [x, g, to] = [transposed, gradients[k], gradient + weight]
    this.#kernels.transpose(x, passes.current[k], rows, k8, panel, weightPanel)
    this.#product(to, x, g, zeros, [8 * k8, rows / 8, n8], [weightPanel, panel, weightPanel])
    this.#kernels.biasGradient(gradient + bias, g, rows, Math.ceil(n8 / 2))
  }

  /** G' = G Wᵀ of layer k, 0 where the layer before put out 0. */
  #inputGradient(k: number): void {
    const { layers, gradients, passes, transposed, zeros, online, rows } = this.#plan
    const { k8, n8, weight, weightPanel } = layers[k]
    const panel = panelBytes(rows)
    const wide = panelBytes(8 * n8)
    const [w, to] = [transposed, gradients[k - 1]]
    this.#kernels.transpose(w, online + weight, 8 * k8, n8, weightPanel, wide)
    this.#product(to, gradients[k], w, zeros, [rows, n8, k8], [panel, wide, panel])
    this.#kernels.maskGradient(to, passes.current[k], matrixBytes(rows, k8))
  }

  /** `sizes`: rows, k8 and n8; `panels`: bytes of the panels of A, B and C. */
  #product(
    c: number,
    a: number,
    b: number,
    first: number,
    [rows, k8, n8]: readonly [number, number, number],
    [aPanel, bPanel, cPanel]: readonly [number, number, number]
  ): void {
    this.#kernels.product(c, a, b, first, rows, k8, n8, aPanel, bPanel, cPanel, -Infinity)
  }

  /** Clip by the norm over all parameters, then Adam; gives the norm. */
  #step(updates: number): number {
    const { online, firstMoment, secondMoment, gradient, parameterBytes } = this.#plan
    const { clipNorm, learningRate } = this.#rule
    const norm = Math.sqrt(this.#kernels.squares(gradient, parameterBytes))
    this.#kernels.adam(
      online,
      firstMoment,
      secondMoment,
      gradient,
      parameterBytes,
      clipNorm !== null && norm > clipNorm ? clipNorm / norm : 1,
      learningRate / (1 - 0.9 ** updates),
      1 / Math.sqrt(1 - 0.999 ** updates)
    )
    return norm
  }

  /** ReLU after each layer but the last. */
  #least(layer: number): number {
    return layer < this.#plan.layers.length - 1 ? 0 : -Infinity
  }
}
