import type { NetworkShape } from '../ports/compute_engine.ts'

/** One linear layer in the flat list of weights: weight [outputs, inputs] row-major, then bias. */
export interface LayerLayout {
  readonly name: string
  readonly inputs: number
  readonly outputs: number
  /** First weight and first bias in the list. */
  readonly weight: number
  readonly bias: number
}

export interface NetworkLayout {
  /** Numbers in one observation. */
  readonly inputs: number
  readonly hidden: readonly LayerLayout[]
  /** The advantage head where `value` is there, else the only output. */
  readonly output: LayerLayout
  /** The value head of a dueling network. */
  readonly value: LayerLayout | null
  /** Weights and biases in all. */
  readonly size: number
}

/** Where each layer's numbers stand; of two heads the value's come first. */
export function networkLayout(shape: NetworkShape): NetworkLayout {
  let size = 0
  const place = (name: string, inputs: number, outputs: number): LayerLayout => {
    const weight = size
    size += inputs * outputs + outputs
    return { name, inputs, outputs, weight, bias: weight + inputs * outputs }
  }
  const inputs = shape.window * shape.columns + shape.own
  let width = inputs
  const hidden = shape.hidden.map((units, k) => {
    const layer = place(`hidden${k + 1}`, width, units)
    width = units
    return layer
  })
  const value = shape.dueling ? place('value', width, 1) : null
  const output = place(shape.dueling ? 'advantage' : 'output', width, shape.actions)
  return { inputs, hidden, output, value, size }
}

/** All layers in the order of the list. */
export function layersOf({ hidden, value, output }: NetworkLayout): readonly LayerLayout[] {
  return value === null ? [...hidden, output] : [...hidden, value, output]
}
