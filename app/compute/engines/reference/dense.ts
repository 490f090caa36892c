import type { LayerLayout } from '../../../core/agent/network_layout.ts'

/** out = W x + b for one row. */
export function forwardLayer(
  layer: LayerLayout,
  weights: Float64Array,
  x: Float64Array
): Float64Array {
  const out = new Float64Array(layer.outputs)
  for (let o = 0; o < layer.outputs; o++) {
    let sum = weights[layer.bias + o]
    for (let i = 0; i < layer.inputs; i++)
      sum += weights[layer.weight + o * layer.inputs + i] * x[i]
    out[o] = sum
  }
  return out
}

/** Adds dL/dW = g xᵀ and dL/db = g of one row to `gradient`; gives dL/dx = Wᵀ g. */
export function backwardLayer(
  layer: LayerLayout,
  weights: Float64Array,
  gradient: Float64Array,
  x: Float64Array,
  g: Float64Array
): Float64Array {
  const gx = new Float64Array(layer.inputs)
  for (let o = 0; o < layer.outputs; o++) {
    gradient[layer.bias + o] += g[o]
    for (let i = 0; i < layer.inputs; i++) {
      const place = layer.weight + o * layer.inputs + i
      gradient[place] += g[o] * x[i]
      gx[i] += weights[place] * g[o]
    }
  }
  return gx
}
