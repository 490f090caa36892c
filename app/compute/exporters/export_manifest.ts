import { OWN_NAMES } from '../../core/environment/own_state.ts'
import type { StoredModel } from '../../core/agent/stored_model.ts'
import { weightsSha256 } from '../codecs/weights_codec.ts'
import { INPUT, OUTPUT } from './network_parts.ts'

/** Where a model comes from, as the database knows it. */
export interface ExportOrigin {
  readonly experimentId: number
  readonly runId: number
}

const OBSERVATION =
  'The rows of the window, oldest first, each (value - mean) / scale of every feature cut at ± clip; then the own state.'

/** All that is needed to feed an exported network and to understand what it answers. Plain data. */
export function exportManifest({ manifest, weights }: StoredModel, origin: ExportOrigin) {
  const { parameters, shape, fingerprint } = manifest
  return {
    format: 'reinforce-strategy-creator model',
    version: 1,
    experiment_id: origin.experimentId,
    run_id: origin.runId,
    seed: manifest.seed,
    weights_sha256: weightsSha256(weights),
    input: { name: INPUT, dtype: 'float32', shape: ['batch', manifest.observationNames.length] },
    output: { name: OUTPUT, dtype: 'float32', shape: ['batch', shape.actions] },
    network: { hidden_layers: shape.hidden, activation: 'relu', dueling: shape.dueling },
    observation: {
      rule: OBSERVATION,
      window: shape.window,
      features: manifest.featureNames,
      scaler: manifest.scaler,
      clip: parameters.features.clip,
      own_state: OWN_NAMES,
      names: manifest.observationNames,
    },
    actions: {
      rule: 'The action with the largest Q-value, the first of equals; each is a wanted position.',
      names: manifest.actionNames,
      levels: parameters.environment.levels,
    },
    datasets: manifest.datasets,
    parameters,
    engine: fingerprint,
    code_version: manifest.codeVersion,
  }
}

export type ExportManifest = ReturnType<typeof exportManifest>
