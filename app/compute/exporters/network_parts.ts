import { networkLayout, type LayerLayout } from '../../core/agent/network_layout.ts'
import type { StoredModel } from '../../core/agent/stored_model.ts'

/** A linear layer with its numbers: weight float32 [outputs, inputs] row-major, bias float32 [outputs]. */
export interface LayerPart {
  readonly name: string
  readonly inputs: number
  readonly outputs: number
  readonly weight: Float32Array
  readonly bias: Float32Array
}

/** A Q-network as exporters write it: ReLU after each hidden layer, linear heads. */
export interface NetworkParts {
  /** Numbers in one observation. */
  readonly inputs: number
  readonly actions: number
  readonly hidden: readonly LayerPart[]
  /** The advantage head where `value` is there, else the only output. */
  readonly output: LayerPart
  /** The value head of a dueling network: Q = V + A − mean(A). */
  readonly value: LayerPart | null
}

/** Names of the network's input and output in every format. */
export const INPUT = 'observation'
export const OUTPUT = 'q_values'

/** The layers of a model; weights of the reference engine are rounded to float32. */
export function networkParts({ manifest, weights }: StoredModel): NetworkParts {
  const layout = networkLayout(manifest.shape)
  const part = ({ name, inputs, outputs, weight, bias }: LayerLayout): LayerPart => ({
    ...{ name, inputs, outputs },
    weight: Float32Array.from(weights.subarray(weight, bias)),
    bias: Float32Array.from(weights.subarray(bias, bias + outputs)),
  })
  return {
    inputs: layout.inputs,
    actions: layout.output.outputs,
    hidden: layout.hidden.map(part),
    output: part(layout.output),
    value: layout.value && part(layout.value),
  }
}

/** All layers in the order of the stored weights. */
export function partsInOrder({ hidden, value, output }: NetworkParts): readonly LayerPart[] {
  return value === null ? [...hidden, output] : [...hidden, value, output]
}
