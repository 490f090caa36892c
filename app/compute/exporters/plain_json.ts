import { layersOf, networkLayout } from '../../core/agent/network_layout.ts'
import type { StoredModel } from '../../core/agent/stored_model.ts'
import type { ExportManifest } from './export_manifest.ts'
import type { PlainGraph, PlainNode, PlainTensor } from './plain_graph.ts'

interface PlainLayer {
  readonly name: string
  /** Name of the layer before, or `observation`. */
  readonly from: string
  readonly activation: 'relu' | 'none'
  /** [outputs][inputs] */
  readonly weight: readonly (readonly number[])[]
  readonly bias: readonly number[]
}

/** A network as numbers that any language reads, with their full precision. */
export interface PlainModel {
  readonly manifest: ExportManifest
  readonly layers: readonly PlainLayer[]
  /** How the Q-values come of the heads. */
  readonly q_values: 'output' | 'value + advantage - mean(advantage)'
}

const DUELING = 'value + advantage - mean(advantage)'

export function plainModel({ manifest, weights }: StoredModel, described: ExportManifest) {
  const layout = networkLayout(manifest.shape)
  const last = layout.hidden.at(-1)?.name ?? 'observation'
  const layers = layersOf(layout).map((layer, k): PlainLayer => {
    const { name, inputs, outputs, weight, bias } = layer
    const isHidden = k < layout.hidden.length
    const row = (o: number) => [...weights.subarray(weight + o * inputs, weight + (o + 1) * inputs)]
    return {
      name,
      from: isHidden ? (layout.hidden[k - 1]?.name ?? 'observation') : last,
      activation: isHidden ? 'relu' : 'none',
      weight: Array.from({ length: outputs }, (_, o) => row(o)),
      bias: [...weights.subarray(bias, bias + outputs)],
    }
  })
  const q = layout.value === null ? 'output' : DUELING
  return { manifest: described, layers, q_values: q } satisfies PlainModel
}

/** The computation that the bytes of such a file state. */
export function readPlainJson(json: Uint8Array): PlainGraph {
  const { layers, q_values: rule } = JSON.parse(new TextDecoder().decode(json)) as PlainModel
  const constants = new Map(
    layers.flatMap(({ name, weight, bias }): [string, PlainTensor][] => [
      [`${name}.weight`, tensorOf([bias.length, weight[0].length], weight.flat())],
      [`${name}.bias`, tensorOf([bias.length], bias)],
    ])
  )
  const nodes = layers.flatMap(({ name, from, activation }): PlainNode[] => [
    { op: 'linear', inputs: [from, `${name}.weight`], output: `${name}.product` },
    { op: 'add', inputs: [`${name}.product`, `${name}.bias`], output: `${name}.sum` },
    { op: activation === 'relu' ? 'relu' : 'same', inputs: [`${name}.sum`], output: name },
  ])
  if (rule === 'output') return { input: 'observation', output: rule, constants, nodes }
  const heads: PlainNode[] = [
    { op: 'add', inputs: ['value', 'advantage'], output: 'raised' },
    { op: 'mean', inputs: ['advantage'], output: 'mean' },
    { op: 'subtract', inputs: ['raised', 'mean'], output: 'q_values' },
  ]
  return { input: 'observation', output: 'q_values', constants, nodes: [...nodes, ...heads] }
}

function tensorOf(shape: readonly number[], values: readonly number[]): PlainTensor {
  return { shape, values: Float64Array.from(values) }
}
