import { PbfReader } from 'pbf'
import { FLOAT } from './onnx.ts'
import type { PlainGraph, PlainNode, PlainTensor } from './plain_graph.ts'

interface ReadNode {
  op: string
  inputs: string[]
  output: string
  transB: number
}
interface ReadTensor {
  name: string
  dims: number[]
  type: number
  raw: Uint8Array
}
interface Read {
  nodes: ReadNode[]
  tensors: ReadTensor[]
  inputs: string[]
  outputs: string[]
}

/**
 * The computation that the bytes of an ONNX model state, of the operators that this project writes.
 * @throws Error for an operator or a type that is none of them
 */
export function readOnnx(bytes: Uint8Array): PlainGraph {
  const read: Read = { nodes: [], tensors: [], inputs: [], outputs: [] }
  new PbfReader(bytes).readFields((tag, into, pbf) => {
    if (tag === 7) pbf.readMessage(readGraph, into)
  }, read)
  return {
    input: read.inputs[0],
    output: read.outputs[0],
    constants: new Map(read.tensors.map((tensor) => [tensor.name, plainTensor(tensor)])),
    nodes: read.nodes.flatMap(plainNodes),
  }
}

function plainTensor({ name, dims, type, raw }: ReadTensor): PlainTensor {
  if (type !== FLOAT) throw new Error(`Tensor ${name} is of type ${type}, not float32.`)
  const numbers = new Float32Array(Uint8Array.from(raw).buffer)
  return { shape: dims, values: Float64Array.from(numbers) }
}

function plainNodes({ op, inputs, output, transB }: ReadNode): PlainNode[] {
  switch (op) {
    case 'Gemm': {
      if (transB !== 1) throw new Error(`${output} does not turn its weight, as transB = 1 would.`)
      const [x, weight, bias] = inputs
      const product = `${output}/product`
      return [
        { op: 'linear', inputs: [x, weight], output: product },
        { op: 'add', inputs: [product, bias], output },
      ]
    }
    case 'Relu':
      return [{ op: 'relu', inputs, output }]
    case 'ReduceMean':
      return [{ op: 'mean', inputs, output }]
    case 'Sub':
      return [{ op: 'subtract', inputs, output }]
    case 'Add':
      return [{ op: 'add', inputs, output }]
    default:
      throw new Error(`Operator ${op} is none that is exported.`)
  }
}

function readGraph(tag: number, read: Read, pbf: PbfReader): void {
  if (tag === 1) {
    read.nodes.push(pbf.readMessage(readNode, { op: '', inputs: [], output: '', transB: 0 }))
  } else if (tag === 5) {
    const none = new Uint8Array()
    read.tensors.push(pbf.readMessage(readTensor, { name: '', dims: [], type: 0, raw: none }))
  } else if (tag === 11) read.inputs.push(nameOf(pbf))
  else if (tag === 12) read.outputs.push(nameOf(pbf))
}

function readNode(tag: number, node: ReadNode, pbf: PbfReader): void {
  if (tag === 1) node.inputs.push(pbf.readString())
  else if (tag === 2) node.output = pbf.readString()
  else if (tag === 4) node.op = pbf.readString()
  else if (tag === 5) {
    const { name, int } = pbf.readMessage(readAttribute, { name: '', int: 0 })
    if (name === 'transB') node.transB = int
  }
}

function readAttribute(tag: number, attribute: { name: string; int: number }, pbf: PbfReader) {
  if (tag === 1) attribute.name = pbf.readString()
  else if (tag === 3) attribute.int = pbf.readVarint()
}

function readTensor(tag: number, tensor: ReadTensor, pbf: PbfReader): void {
  if (tag === 1) tensor.dims.push(pbf.readVarint())
  else if (tag === 2) tensor.type = pbf.readVarint()
  else if (tag === 8) tensor.name = pbf.readString()
  else if (tag === 9) tensor.raw = pbf.readBytes()
}

function nameOf(pbf: PbfReader): string {
  return pbf.readMessage(
    (tag, value, inner) => {
      if (tag === 1) value.name = inner.readString()
    },
    { name: '' }
  ).name
}
