import type { PlainGraph, PlainNode, PlainTensor } from './plain_graph.ts'
import type { TensorflowJsModel } from './tensorflow_js.ts'

const OPERATORS: Readonly<Record<string, PlainNode['op']>> = {
  MatMul: 'linear',
  BiasAdd: 'add',
  Relu: 'relu',
  Mean: 'mean',
  Sub: 'subtract',
  AddV2: 'add',
}

/**
 * The computation that `model.json` and `weights.bin` of a TensorFlow.js graph model state, of the
 * operators that this project writes.
 * @throws Error for an operator that is none of them
 */
export function readTensorflowJs(json: Uint8Array, weights: Uint8Array): PlainGraph {
  const model = JSON.parse(new TextDecoder().decode(json)) as TensorflowJsModel
  const { inputs, outputs } = model.signature
  const [group] = model.weightsManifest
  const constants = new Map<string, PlainTensor>()
  const bytes = Uint8Array.from(weights).buffer
  let place = 0
  for (const { name, shape, dtype } of group.weights) {
    const length = shape.reduce((product, size) => product * size, 1)
    const Numbers = dtype === 'int32' ? Int32Array : Float32Array
    const numbers = new Numbers(bytes, place, length)
    constants.set(name, { shape, values: Float64Array.from(numbers) })
    place += numbers.byteLength
  }
  if (place !== bytes.byteLength)
    throw new Error(`${bytes.byteLength - place} bytes are left over.`)
  return {
    input: nameOf(inputs),
    output: nameOf(outputs),
    constants,
    nodes: model.modelTopology.node.flatMap(({ name, op, input = [], attr }): PlainNode[] => {
      if (op === 'Placeholder' || op === 'Const') return []
      const known = OPERATORS[op]
      const turned = (attr['transpose_b'] as { b: boolean } | undefined)?.b
      if (known === undefined || (known === 'linear' && turned !== true)) {
        throw new Error(`Operator ${op} of ${name} is none that is exported.`)
      }
      return [{ op: known, inputs: input, output: name }]
    }),
  }
}

/** `observation:0` is the first output of the node `observation`. */
function nameOf(tensors: Readonly<Record<string, { readonly name: string }>>): string {
  return Object.values(tensors)[0].name.replace(/:0$/, '')
}
