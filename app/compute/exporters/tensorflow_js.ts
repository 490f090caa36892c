import type { ExportManifest } from './export_manifest.ts'
import { INPUT, OUTPUT, partsInOrder, type LayerPart, type NetworkParts } from './network_parts.ts'

export const WEIGHTS_FILE = 'weights.bin'
const TYPE = { type: 'DT_FLOAT' }
const INDEX = { type: 'DT_INT32' }
/** Which axis the mean of the advantages is over; stands behind the weights. */
const AXIS = 'advantage.axis'

interface Weight {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: 'float32' | 'int32'
}

interface Node {
  readonly name: string
  readonly op: string
  readonly input?: readonly string[]
  readonly attr: Readonly<Record<string, unknown>>
}

/** What of `model.json` says what it computes. */
export interface TensorflowJsModel {
  readonly modelTopology: { readonly node: readonly Node[] }
  readonly weightsManifest: readonly [
    { readonly paths: readonly string[]; readonly weights: readonly Weight[] },
  ]
  readonly signature: {
    readonly inputs: Readonly<Record<string, { readonly name: string }>>
    readonly outputs: Readonly<Record<string, { readonly name: string }>>
  }
}

/**
 * A network as a TensorFlow.js graph model, `tf.loadGraphModel`'s `model.json` and `weights.bin`: input
 * `observation` [batch, inputs], output `q_values` [batch, actions]. A graph says what a dueling network
 * computes; layers have no mean.
 */
export function tensorflowJsModel(parts: NetworkParts, manifest: ExportManifest) {
  const weights = weightsOf(parts)
  const model = {
    format: 'graph-model',
    generatedBy: `reinforce-strategy-creator ${manifest.code_version}`,
    convertedBy: null,
    signature: {
      inputs: { [INPUT]: tensorInfo(INPUT, parts.inputs) },
      outputs: { [OUTPUT]: tensorInfo(OUTPUT, parts.actions) },
    },
    modelTopology: {
      node: [placeholder(parts.inputs), ...weights.map(constant), ...nodesOf(parts)],
      library: {},
      versions: { producer: 1395 },
    },
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights }],
    userDefinedMetadata: { manifest },
  }
  return { model, weights: weightBytesOf(parts) }
}

function weightsOf(parts: NetworkParts): Weight[] {
  const layers = partsInOrder(parts).flatMap(({ name, inputs, outputs }): Weight[] => [
    { name: `${name}.weight`, shape: [outputs, inputs], dtype: 'float32' },
    { name: `${name}.bias`, shape: [outputs], dtype: 'float32' },
  ])
  return parts.value === null ? layers : [...layers, { name: AXIS, shape: [1], dtype: 'int32' }]
}

function weightBytesOf(parts: NetworkParts): Uint8Array {
  const arrays: (Float32Array | Int32Array)[] = partsInOrder(parts).flatMap(({ weight, bias }) => [
    weight,
    bias,
  ])
  if (parts.value !== null) arrays.push(Int32Array.of(1))
  return Buffer.concat(
    arrays.map(
      ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength)
    )
  )
}

/** As in onnx.ts, with a product and a sum for each layer. */
function nodesOf({ hidden, output, value }: NetworkParts): Node[] {
  const linear = ({ name }: LayerPart, from: string, to: string): Node[] => [
    {
      name: `${to}.product`,
      op: 'MatMul',
      input: [from, `${name}.weight`],
      attr: { T: TYPE, transpose_a: { b: false }, transpose_b: { b: true } },
    },
    { name: to, op: 'BiasAdd', input: [`${to}.product`, `${name}.bias`], attr: { T: TYPE } },
  ]
  let last = INPUT
  const nodes = hidden.flatMap((layer): Node[] => {
    const [from, sum] = [last, `${layer.name}.linear`]
    last = layer.name
    return [
      ...linear(layer, from, sum),
      { name: last, op: 'Relu', input: [sum], attr: { T: TYPE } },
    ]
  })
  if (value === null) return [...nodes, ...linear(output, last, OUTPUT)]
  const mean = { T: TYPE, Tidx: INDEX, keep_dims: { b: true } }
  const [advantage, centred] = ['advantage', 'advantage.centred']
  return [
    ...nodes,
    ...linear(value, last, 'value'),
    ...linear(output, last, advantage),
    { name: 'advantage.mean', op: 'Mean', input: [advantage, AXIS], attr: mean },
    { name: centred, op: 'Sub', input: [advantage, 'advantage.mean'], attr: { T: TYPE } },
    { name: OUTPUT, op: 'AddV2', input: [centred, 'value'], attr: { T: TYPE } },
  ]
}

function placeholder(inputs: number): Node {
  return {
    name: INPUT,
    op: 'Placeholder',
    attr: { dtype: TYPE, shape: { shape: shapeOf(['-1', String(inputs)]) } },
  }
}

function constant({ name, shape, dtype }: Weight): Node {
  const type = dtype === 'int32' ? INDEX : TYPE
  const tensor = { dtype: type.type, tensorShape: shapeOf(shape.map(String)) }
  return { name, op: 'Const', attr: { dtype: type, value: { tensor } } }
}

function tensorInfo(name: string, width: number) {
  return {
    name: `${name}:0`,
    dtype: TYPE.type,
    tensorShape: shapeOf(['-1', String(width)]),
  }
}

function shapeOf(sizes: readonly string[]) {
  return { dim: sizes.map((size) => ({ size })) }
}
