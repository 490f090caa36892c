import { PbfWriter } from 'pbf'
import type { ExportManifest } from './export_manifest.ts'
import { INPUT, OUTPUT, partsInOrder, type LayerPart, type NetworkParts } from './network_parts.ts'

/** Read by every runtime since 2021. */
const IR_VERSION = 7
const OPSET = 13
export const FLOAT = 1
const ATTRIBUTE_INT = 2
const ATTRIBUTE_INTS = 7

interface Node {
  readonly op: string
  readonly inputs: readonly string[]
  readonly output: string
  readonly attributes?: readonly Attribute[]
}
type Attribute = { readonly name: string; readonly int: number } | IntList
interface IntList {
  readonly name: string
  readonly ints: readonly number[]
}

interface Graph {
  readonly parts: NetworkParts
  readonly nodes: readonly Node[]
}

/**
 * A network as an ONNX model: input `observation` float32 [batch, inputs], output `q_values` float32
 * [batch, actions]. Field numbers are those of onnx.proto3. The manifest stands in its metadata.
 */
export function onnxModel(parts: NetworkParts, manifest: ExportManifest): Uint8Array {
  const pbf = new PbfWriter()
  pbf.writeVarintField(1, IR_VERSION)
  pbf.writeStringField(2, 'reinforce-strategy-creator')
  pbf.writeStringField(3, manifest.code_version)
  pbf.writeMessage(7, writeGraph, { parts, nodes: nodesOf(parts) })
  pbf.writeMessage(8, writeOpset, OPSET)
  pbf.writeMessage(14, writeMetadata, JSON.stringify(manifest))
  return pbf.finish()
}

/** x · Wᵀ + b and ReLU for each hidden layer, then the heads; dueling: Q = (A − mean(A)) + V. */
function nodesOf({ hidden, output, value }: NetworkParts): Node[] {
  const gemm = ({ name }: LayerPart, from: string, to: string): Node => ({
    op: 'Gemm',
    inputs: [from, `${name}.weight`, `${name}.bias`],
    output: to,
    attributes: [{ name: 'transB', int: 1 }],
  })
  let last = INPUT
  const nodes = hidden.flatMap((layer): Node[] => {
    const [from, linear] = [last, `${layer.name}.linear`]
    last = layer.name
    return [gemm(layer, from, linear), { op: 'Relu', inputs: [linear], output: last }]
  })
  if (value === null) return [...nodes, gemm(output, last, OUTPUT)]
  const axes = [
    { name: 'axes', ints: [1] },
    { name: 'keepdims', int: 1 },
  ]
  return [
    ...nodes,
    gemm(value, last, 'value'),
    gemm(output, last, 'advantage'),
    { op: 'ReduceMean', inputs: ['advantage'], output: 'advantage.mean', attributes: axes },
    { op: 'Sub', inputs: ['advantage', 'advantage.mean'], output: 'advantage.centred' },
    { op: 'Add', inputs: ['advantage.centred', 'value'], output: OUTPUT },
  ]
}

function writeGraph({ parts, nodes }: Graph, pbf: PbfWriter): void {
  for (const node of nodes) pbf.writeMessage(1, writeNode, node)
  pbf.writeStringField(2, 'q_network')
  for (const { name, inputs, outputs, weight, bias } of partsInOrder(parts)) {
    pbf.writeMessage(5, writeTensor, { name: `${name}.weight`, dims: [outputs, inputs], weight })
    pbf.writeMessage(5, writeTensor, { name: `${name}.bias`, dims: [outputs], weight: bias })
  }
  pbf.writeMessage(11, writeValue, { name: INPUT, width: parts.inputs })
  pbf.writeMessage(12, writeValue, { name: OUTPUT, width: parts.actions })
}

function writeNode({ op, inputs, output, attributes = [] }: Node, pbf: PbfWriter): void {
  for (const input of inputs) pbf.writeStringField(1, input)
  pbf.writeStringField(2, output)
  pbf.writeStringField(3, output)
  pbf.writeStringField(4, op)
  for (const attribute of attributes) pbf.writeMessage(5, writeAttribute, attribute)
}

function writeAttribute(attribute: Attribute, pbf: PbfWriter): void {
  pbf.writeStringField(1, attribute.name)
  if ('ints' in attribute) for (const int of attribute.ints) pbf.writeVarintField(8, int)
  else pbf.writeVarintField(3, attribute.int)
  pbf.writeVarintField(20, 'ints' in attribute ? ATTRIBUTE_INTS : ATTRIBUTE_INT)
}

interface Tensor {
  readonly name: string
  readonly dims: readonly number[]
  readonly weight: Float32Array
}

/** Its numbers as they lie in memory: ONNX is little-endian, as are the machines that run this. */
function writeTensor({ name, dims, weight }: Tensor, pbf: PbfWriter): void {
  for (const dim of dims) pbf.writeVarintField(1, dim)
  pbf.writeVarintField(2, FLOAT)
  pbf.writeStringField(8, name)
  pbf.writeBytesField(9, new Uint8Array(weight.buffer, weight.byteOffset, weight.byteLength))
}

function writeValue({ name, width }: { name: string; width: number }, pbf: PbfWriter): void {
  pbf.writeStringField(1, name)
  pbf.writeMessage(2, writeType, width)
}

function writeType(width: number, pbf: PbfWriter): void {
  pbf.writeMessage(
    1,
    (_, tensor) => {
      tensor.writeVarintField(1, FLOAT)
      tensor.writeMessage(2, writeShape, width)
    },
    null
  )
}

function writeShape(width: number, pbf: PbfWriter): void {
  pbf.writeMessage(1, (name, dim) => dim.writeStringField(2, name), 'batch')
  pbf.writeMessage(1, (value, dim) => dim.writeVarintField(1, value), width)
}

function writeOpset(version: number, pbf: PbfWriter): void {
  pbf.writeStringField(1, '')
  pbf.writeVarintField(2, version)
}

function writeMetadata(manifest: string, pbf: PbfWriter): void {
  pbf.writeStringField(1, 'manifest')
  pbf.writeStringField(2, manifest)
}
