import { networkLayout, type LayerLayout } from '../../../core/agent/network_layout.ts'
import type { NetworkShape } from '../../../core/ports/compute_engine.ts'
import { refuseTooLarge } from './engine_memory.ts'
import { eightsOf, matrixBytes, paddedRows, panelBytes } from './panels.ts'

/** A cache line. */
const ALIGN = 64

/** One linear layer as the kernels see it; offsets within a block of parameters, in bytes. */
export interface PlannedLayer {
  /** Which columns of the layer's outputs are which layers of the port's list. */
  readonly parts: readonly { readonly layout: LayerLayout; readonly column: number }[]
  /** Inputs and outputs in blocks of 8. */
  readonly k8: number
  readonly n8: number
  readonly weight: number
  readonly bias: number
  readonly weightPanel: number
}

/** Addresses of everything in the engine's memory, in bytes. */
export interface MemoryPlan {
  readonly layers: readonly PlannedLayer[]
  /** Bytes of one block of parameters, a multiple of 64. */
  readonly parameterBytes: number
  readonly online: number
  readonly target: number
  readonly firstMoment: number
  readonly secondMoment: number
  readonly gradient: number
  /** Room for the largest transposed matrix. */
  readonly transposed: number
  /** As many zeros as the widest layer has columns. */
  readonly zeros: number
  readonly batch: BatchPlan
  /** Activations: the gathered input, then each layer's output. */
  readonly passes: Readonly<Record<'current' | 'next' | 'other' | 'single', readonly number[]>>
  /** Gradients by each layer's output. */
  readonly gradients: readonly number[]
  readonly rows: number
  readonly single: { readonly row: number; readonly own: number; readonly q: number }
  /** First byte of the tables. */
  readonly tables: number
}

export interface BatchPlan {
  readonly rows: number
  readonly own: number
  readonly actions: number
  readonly returns: number
  readonly bootstraps: number
  readonly nextRows: number
  readonly nextOwn: number
  readonly weights: number
  readonly tdErrors: number
}

/** @throws E_NETWORK_TOO_LARGE */
export function planMemory(shape: NetworkShape, batchSize: number): MemoryPlan {
  let top = 0
  const place = (bytes: number): number => {
    const at = top
    top += Math.ceil(bytes / ALIGN) * ALIGN
    return at
  }
  const { layers, parameterBytes } = planLayers(shape)
  const rows = paddedRows(batchSize)
  const pass = (count: number) => [
    place(matrixBytes(count, layers[0].k8)),
    ...layers.map(({ n8 }) => place(matrixBytes(count, n8))),
  ]
  const numbers = (count: number) => place(count * 4)
  const plan = {
    layers,
    parameterBytes,
    online: place(parameterBytes),
    target: place(parameterBytes),
    firstMoment: place(parameterBytes),
    secondMoment: place(parameterBytes),
    gradient: place(parameterBytes),
    transposed: place(Math.max(...layers.map((layer) => transposedBytes(layer, rows)))),
    zeros: place(Math.max(...layers.map(({ k8, n8 }) => Math.max(k8, n8) * 32))),
    batch: planBatch(numbers, batchSize, shape.own),
    passes: { current: pass(rows), next: pass(rows), other: pass(rows), single: pass(1) },
    gradients: layers.map(({ n8 }) => place(matrixBytes(rows, n8))),
    rows,
    single: { row: numbers(1), own: numbers(shape.own), q: numbers(shape.actions) },
    tables: 0,
  }
  refuseTooLarge(top)
  return { ...plan, tables: top }
}

function planBatch(numbers: (count: number) => number, size: number, own: number): BatchPlan {
  return {
    rows: numbers(size),
    own: numbers(size * own),
    actions: numbers(size),
    returns: numbers(size),
    bootstraps: numbers(size),
    nextRows: numbers(size),
    nextOwn: numbers(size * own),
    weights: numbers(size),
    tdErrors: numbers(size),
  }
}

/** Hidden layers, then one head: the actions' columns first, the value of a dueling network after them. */
function planLayers(shape: NetworkShape): { layers: PlannedLayer[]; parameterBytes: number } {
  const { hidden, output, value } = networkLayout(shape)
  const head = [
    { layout: output, column: 0 },
    ...(value === null ? [] : [{ layout: value, column: output.outputs }]),
  ]
  let bytes = 0
  const layers = [...hidden.map((layout) => [{ layout, column: 0 }]), head].map((parts) => {
    const columns = parts.reduce((sum, { layout }) => sum + layout.outputs, 0)
    const k8 = eightsOf(parts[0].layout.inputs)
    const n8 = eightsOf(columns)
    const weight = bytes
    bytes += matrixBytes(8 * k8, n8)
    const bias = bytes
    bytes += matrixBytes(1, n8)
    return { parts, k8, n8, weight, bias, weightPanel: panelBytes(8 * k8) }
  })
  return { layers, parameterBytes: bytes }
}

/** The weights, whose inputs become columns, and the layer's input, whose rows do. */
function transposedBytes({ k8, n8 }: { k8: number; n8: number }, rows: number): number {
  return Math.max(matrixBytes(8 * n8, k8), matrixBytes(8 * k8, rows / 8))
}
