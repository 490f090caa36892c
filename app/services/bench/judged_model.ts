import type { Judged } from '#core/agent/evaluate_models'
import type { RunModel } from '#core/agent/model_manifest'
import type { RunCallbacks, RunDataset } from '#core/agent/run_contract'
import { runTraining } from '#core/agent/training_run'
import { Defect } from '#core/errors'
import { DEFAULT_SETTINGS } from '#core/evaluation/tear_sheet/evaluation_settings'
import { resolveParameters } from '#core/parameters/resolve'
import { engineFactory } from '#compute/engines/factory'
import { randomWalk } from '#services/bench/random_walk'

const ignore = () => undefined
const UNHEARD: RunCallbacks = {
  prepared: ignore,
  cancelled: () => false,
  progress: ignore,
  episode: ignore,
  validation: ignore,
  best: ignore,
  checkpointDue: () => false,
  checkpoint: ignore,
}

/**
 * A model of 64x64 units with all that an evaluation of its test range of about `bars` bars does by
 * default; it was trained for one episode.
 */
export function judgedModel(bars: number): Judged {
  const parameters = resolveParameters(
    {
      'data.trainShare': 0.1,
      'data.validationShare': 0.05,
      'agent.hiddenLayers': [64, 64],
      'training.episodes': 1,
      'training.episodeLength': 100,
      'training.validateEvery': 1,
    },
    'quick'
  )
  const dataset: RunDataset = {
    sha256: '0'.repeat(64),
    identity: {
      symbol: 'BENCH',
      interval: '1h',
      source: 'sample',
      calendar: 'always',
      currency: 'USD',
    },
    series: randomWalk(Math.ceil(bars / 0.84)),
    actions: [],
    splitAdjusted: false,
  }
  return {
    seeds: [{ seed: 1, models: [{ ...trained(dataset, parameters), runId: 1 }] }],
    dataset,
    range: 'test',
    settings: DEFAULT_SETTINGS,
    trials: { count: 1, sharpes: [] },
    looks: 1,
    notes: [],
  }
}

function trained(dataset: RunDataset, parameters: ReturnType<typeof resolveParameters>): RunModel {
  const spec = { seed: 1, parameters, datasets: [dataset], codeVersion: 'bench', checkpoint: null }
  const { best } = runTraining(spec, engineFactory('auto'), UNHEARD)
  if (best === null) throw new Defect('One episode with validation left no model.')
  return best
}
