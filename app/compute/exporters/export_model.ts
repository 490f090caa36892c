import type { StoredModel } from '../../core/agent/stored_model.ts'
import { CodedError } from '../../core/errors.ts'
import type { ComputeEngineFactory } from '../../core/ports/compute_engine.ts'
import {
  CHECKED_OBSERVATIONS,
  checkGraph,
  probeModel,
  TOLERANCE,
  type ExportCheck,
} from './check_export.ts'
import { exportManifest, type ExportOrigin } from './export_manifest.ts'
import { networkParts } from './network_parts.ts'
import { onnxModel } from './onnx.ts'
import type { PlainGraph } from './plain_graph.ts'
import { plainModel, readPlainJson } from './plain_json.ts'
import { readOnnx } from './read_onnx.ts'
import { readTensorflowJs } from './read_tensorflow_js.ts'
import { tensorflowJsModel, WEIGHTS_FILE } from './tensorflow_js.ts'

/** Observations on which a wrong number anywhere in a file would show; the reference engine is slow. */
const EXACT_OBSERVATIONS = 50

export const EXPORT_FORMATS = ['onnx', 'tfjs', 'json'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export interface ExportFile {
  readonly name: string
  readonly content: Uint8Array
}

/** The files of an export, and how near their content comes to the engine that acts with the model. */
export interface ModelExport extends ExportCheck {
  readonly files: readonly ExportFile[]
}

/** What an exported file computes is not what the engine does: it is not handed out. */
export class ExportDiffers extends CodedError {
  readonly code = 'E_EXPORT_DIFFERS'
  readonly kind = 'conflict'

  constructor(format: ExportFormat, { observations, largestDifference }: ExportCheck) {
    super(
      `The ${format} export differs from the model by ${largestDifference.toExponential(1)} on ${observations} observations, more than 1e-6. Nothing was stored.`,
      'Weights of the reference engine have more digits than ONNX and TensorFlow.js hold: take json.'
    )
  }
}

/**
 * Writes a model in a format and reads the files back. What they state must be what the reference
 * engine computes in float64; how far the model's own engine is from that, by float32 sums, is told.
 * @throws E_EXPORT_DIFFERS
 */
export function exportModel(
  model: StoredModel,
  format: ExportFormat,
  origin: ExportOrigin,
  engines: { readonly own: ComputeEngineFactory; readonly reference: ComputeEngineFactory }
): ModelExport {
  const files = filesOf(model, format, origin)
  const graph = graphOf(format, files)
  const exact = checkGraph(graph, probeModel(model, engines.reference, EXACT_OBSERVATIONS))
  if (exact.largestDifference > TOLERANCE) throw new ExportDiffers(format, exact)
  return { files, ...checkGraph(graph, probeModel(model, engines.own, CHECKED_OBSERVATIONS)) }
}

function filesOf(model: StoredModel, format: ExportFormat, origin: ExportOrigin): ExportFile[] {
  const manifest = exportManifest(model, origin)
  const beside = { name: 'manifest.json', content: jsonBytes(manifest) }
  switch (format) {
    case 'onnx':
      return [{ name: 'model.onnx', content: onnxModel(networkParts(model), manifest) }, beside]
    case 'tfjs': {
      const { model: json, weights } = tensorflowJsModel(networkParts(model), manifest)
      const topology = { name: 'model.json', content: jsonBytes(json) }
      return [topology, { name: WEIGHTS_FILE, content: weights }, beside]
    }
    case 'json':
      return [{ name: 'model.json', content: jsonBytes(plainModel(model, manifest)) }]
  }
}

function graphOf(format: ExportFormat, files: readonly ExportFile[]): PlainGraph {
  const [first, second] = files.map(({ content }) => content)
  switch (format) {
    case 'onnx':
      return readOnnx(first)
    case 'tfjs':
      return readTensorflowJs(first, second)
    case 'json':
      return readPlainJson(first)
  }
}

function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(value)}\n`)
}
