import type { ScalerState } from '../features/scaler.ts'
import type { SeriesIdentity } from '../market/series.ts'
import type { RunParameters } from '../parameters/catalogue.ts'
import type { EngineFingerprint, NetworkShape } from '../ports/compute_engine.ts'
import type { ValidationScore } from './run_contract.ts'

/** All that is needed to use some weights again, on any machine. Plain data: it is stored as JSON. */
export interface ModelManifest {
  readonly version: 1
  readonly parameters: RunParameters
  readonly seed: number
  readonly datasets: readonly { readonly sha256: string; readonly identity: SeriesIdentity }[]
  readonly featureNames: readonly string[]
  readonly observationNames: readonly string[]
  readonly actionNames: readonly string[]
  readonly scaler: ScalerState
  readonly shape: NetworkShape
  readonly fingerprint: EngineFingerprint
  readonly codeVersion: string
}

/** The best weights of a run, by validation only. Whoever stores them adds the SHA-256 of `weights`. */
export interface RunModel {
  /** The training episode after which they were validated. */
  readonly episode: number
  readonly validation: ValidationScore
  readonly manifest: ModelManifest
  /** Online network, in the engine's parameter order. */
  readonly weights: Float32Array | Float64Array
}

/** With its own weights, which whoever gets it may transfer to another thread. */
export function copyOfModel(model: RunModel): RunModel {
  return { ...model, weights: model.weights.slice() }
}
