import type { NetworkLayout } from '../../../core/agent/network_layout.ts'
import { backwardLayer, forwardLayer } from './dense.ts'

/** What the backward pass needs of a forward pass. */
export interface ForwardPass {
  /** The input of each layer: the observation, then each hidden layer's output. */
  readonly inputs: readonly Float64Array[]
  /** Q-values, float64 [actions] */
  readonly q: Float64Array
}

/** Q-values of one observation: linear layers with ReLU between; dueling: Q = V + A − mean(A). */
export function forward(
  layout: NetworkLayout,
  weights: Float64Array,
  observation: Float64Array
): ForwardPass {
  const inputs = [observation]
  for (const layer of layout.hidden) {
    const out = forwardLayer(layer, weights, inputs[inputs.length - 1])
    inputs.push(out.map((value) => Math.max(0, value)))
  }
  const last = inputs[inputs.length - 1]
  const q = forwardLayer(layout.output, weights, last)
  if (layout.value !== null) {
    const value = forwardLayer(layout.value, weights, last)[0]
    const mean = q.reduce((sum, advantage) => sum + advantage, 0) / q.length
    for (let a = 0; a < q.length; a++) q[a] += value - mean
  }
  return { inputs, q }
}

/** Adds the gradient of dL/dQ(action) = `slope` of one observation to `gradient`. ReLU's derivative at 0 is 0. */
export function backward(
  layout: NetworkLayout,
  weights: Float64Array,
  gradient: Float64Array,
  pass: ForwardPass,
  action: number,
  slope: number
): void {
  const actions = layout.output.outputs
  const last = pass.inputs[pass.inputs.length - 1]
  const outputGradient = new Float64Array(actions)
  if (layout.value !== null) outputGradient.fill(-slope / actions)
  outputGradient[action] += slope
  let g = backwardLayer(layout.output, weights, gradient, last, outputGradient)
  if (layout.value !== null) {
    const ofValue = backwardLayer(layout.value, weights, gradient, last, Float64Array.of(slope))
    g = g.map((each, i) => each + ofValue[i])
  }
  for (let k = layout.hidden.length - 1; k >= 0; k--) {
    const out = pass.inputs[k + 1]
    const masked = g.map((each, i) => (out[i] > 0 ? each : 0))
    g = backwardLayer(layout.hidden[k], weights, gradient, pass.inputs[k], masked)
  }
}

/** Index of the largest value, the first of equals. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i
  return best
}
