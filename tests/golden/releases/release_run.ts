import type { RunDataset, RunSpec } from '../../../app/core/agent/run_contract.ts'
import { resolveParameters, type Overrides } from '../../../app/core/parameters/resolve.ts'
import { RandomStream } from '../../../app/core/random/random_stream.ts'
import { randomWalk } from '../../unit/environment/markets.ts'

/** A run of a fraction of a second that uses every part of a learner, and its checkpoints are small. */
export const RELEASE_PARAMETERS: Overrides = {
  'features.window': 3,
  'features.indicators': ['log_return', 'rsi'],
  'environment.levels': [-1, 0, 1],
  'environment.stopLoss': 0.05,
  'agent.hiddenLayers': [8],
  'agent.dueling': true,
  'agent.prioritised': true,
  'agent.nStep': 3,
  'agent.batchSize': 8,
  'agent.capacity': 150,
  'agent.learningRate': 0.01,
  'agent.learningStarts': 20,
  'agent.trainEvery': 2,
  'agent.targetEvery': 10,
  'training.episodes': 6,
  'training.episodeLength': 40,
  'training.validateEvery': 2,
  'training.recordEvery': 3,
}

export const RELEASE_SEED = 7
/** The episode behind which the checkpoint is taken. */
export const CHECKPOINT_AFTER = 3

/** Daily bars of a walk; every release has its own copy of them. */
export function releaseBars(): Pick<
  RunDataset,
  'identity' | 'series' | 'actions' | 'splitAdjusted'
> {
  const series = randomWalk(300, new RandomStream(Uint32Array.of(1, 2, 3, 4)))
  const identity = {
    symbol: 'WALK',
    interval: '1d',
    source: 'sample',
    calendar: 'exchange',
    currency: 'USD',
  } as const
  return { identity, series, actions: [], splitAdjusted: false }
}

export function releaseSpec(dataset: RunDataset, engine: 'simd' | 'reference'): RunSpec {
  return {
    seed: RELEASE_SEED,
    parameters: resolveParameters({ ...RELEASE_PARAMETERS, 'training.engine': engine }),
    datasets: [dataset],
    codeVersion: 'release',
    checkpoint: null,
  }
}
