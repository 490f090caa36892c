import { initialState } from '../../../app/core/agent/initial_weights.ts'
import type { StoredModel } from '../../../app/core/agent/stored_model.ts'
import { observationNames } from '../../../app/core/environment/names.ts'
import { OWN_SIZE } from '../../../app/core/environment/own_state.ts'
import { resolveParameters } from '../../../app/core/parameters/resolve.ts'
import type { NetworkShape } from '../../../app/core/ports/compute_engine.ts'
import { streamOf } from '../../../app/core/random/streams.ts'

export interface ModelShape {
  readonly hidden: readonly number[]
  readonly dueling?: boolean
  readonly actions?: number
  readonly window?: number
  readonly columns?: number
  readonly engine?: 'simd' | 'reference'
  /** Factor of all weights. */
  readonly size?: number
}

/** A model with drawn weights and biases, as a run would have stored it. */
export function modelOf(given: ModelShape): StoredModel {
  const { hidden, dueling = false, actions = 2, window = 30, columns = 14, size = 1 } = given
  const { engine = 'simd' } = given
  const shape: NetworkShape = { window, columns, own: OWN_SIZE, hidden, actions, dueling }
  const random = streamOf(3, 'weights')
  const drawn = Float64Array.from(initialState(shape, random).online, (weight) => size * weight)
  const featureNames = Array.from({ length: columns }, (_, k) => `feature_${k}`)
  return {
    episode: 10,
    weights: engine === 'reference' ? drawn.map((weight) => weight / 3) : Float32Array.from(drawn),
    manifest: {
      version: 1,
      parameters: resolveParameters({}),
      seed: 3,
      datasets: [
        {
          sha256: 'ef'.repeat(32),
          identity: {
            ...{ symbol: 'PLANTED', interval: '1d', source: 'sample' },
            ...{ calendar: 'exchange', currency: 'USD' },
          },
        },
      ],
      featureNames,
      observationNames: observationNames(featureNames, window),
      actionNames: Array.from({ length: actions }, (_, k) => `action_${k}`),
      scaler: { mean: featureNames.map((_, k) => k), scale: featureNames.map((_, k) => k + 1) },
      shape,
      fingerprint: { engine, version: '1', fused: engine === 'reference' ? null : true },
      codeVersion: '0.1.0',
    },
  }
}
