import { engineFactory } from '../../../app/compute/engines/factory.ts'
import { weightsSha256 } from '../../../app/compute/codecs/weights_codec.ts'
import { evaluateModel } from '../../../app/core/agent/evaluate_model.ts'
import type { RunDataset, RunSpec } from '../../../app/core/agent/run_contract.ts'
import type { StoredModel } from '../../../app/core/agent/stored_model.ts'
import { play, RecordedRun } from '../../unit/agent/run_fixture.ts'
import type { ActedEngine } from './release_files.ts'

type Engine = 'simd' | 'reference'

/** Goes on from the spec's checkpoint to the end of the run. */
export function goneOn(
  spec: RunSpec,
  engine: Engine
): Pick<ActedEngine, 'weightsSha256' | 'finalEquities'> {
  const { run, outcome } = play(spec, engineFactory(engine), new RecordedRun())
  const episodes = [...run.episodes, ...run.validations]
  return {
    weightsSha256: weightsSha256(outcome.weights),
    finalEquities: episodes.map(({ finalEquity }) => finalEquity),
  }
}

/** Plays a model over the test range of the dataset. */
export function playedModel(
  model: StoredModel,
  dataset: RunDataset,
  engine: Engine
): Pick<ActedEngine, 'actions' | 'finalEquity' | 'lastQValues'> {
  const { finalEquity, stepColumns } = evaluateModel(model, dataset, 'test', engineFactory(engine))
  const { action, qValues } = stepColumns!
  const count = model.manifest.actionNames.length
  return {
    actions: [...action].join(''),
    finalEquity,
    lastQValues: [...qValues!.slice(-count)],
  }
}
