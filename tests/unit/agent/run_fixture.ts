import type { RunModel } from '../../../app/core/agent/model_manifest.ts'
import type {
  RunCallbacks,
  RunCheckpoint,
  RunDataset,
  RunFacts,
  RunOutcome,
  RunProgress,
  RunSpec,
  ValidationScore,
} from '../../../app/core/agent/run_contract.ts'
import { runTraining } from '../../../app/core/agent/training_run.ts'
import type { EpisodeRecord } from '../../../app/core/environment/episode_record.ts'
import type { Series } from '../../../app/core/market/series.ts'
import { resolveParameters, type Overrides } from '../../../app/core/parameters/resolve.ts'
import type { ComputeEngineFactory } from '../../../app/core/ports/compute_engine.ts'
import { RandomStream } from '../../../app/core/random/random_stream.ts'
import { randomWalk } from '../environment/markets.ts'

/** A run of six short episodes that takes a fraction of a second. */
const SMALL: Overrides = {
  'features.window': 3,
  'features.indicators': ['log_return', 'rsi'],
  'agent.hiddenLayers': [8],
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

export const walk = (seed = 1, bars = 420) =>
  randomWalk(bars, new RandomStream(Uint32Array.of(seed, 2, 3, 4)))

export function datasetOf(series: Series, symbol = 'TEST'): RunDataset {
  return {
    sha256: 'ab'.repeat(32),
    identity: {
      symbol,
      interval: '1d',
      source: 'sample',
      calendar: 'exchange',
      currency: 'USD',
    },
    series,
    actions: [],
    splitAdjusted: false,
  }
}

export function smallSpec(overrides: Overrides = {}, changes: Partial<RunSpec> = {}): RunSpec {
  return {
    seed: 7,
    parameters: resolveParameters({ ...SMALL, ...overrides }),
    datasets: [datasetOf(walk())],
    codeVersion: 'test',
    checkpoint: null,
    ...changes,
  }
}

/** Keeps all that a run reports. Checkpoints are taken after the episodes in `checkpointAfter`. */
export class RecordedRun implements RunCallbacks {
  facts: RunFacts | null = null
  readonly episodes: EpisodeRecord[] = []
  readonly scores: ValidationScore[] = []
  readonly validations: EpisodeRecord[] = []
  readonly models: RunModel[] = []
  readonly checkpoints: RunCheckpoint[] = []
  readonly reports: RunProgress[] = []
  steps = 0
  readonly #checkpointAfter: readonly number[]
  readonly #cancelAtStep: number

  constructor(checkpointAfter: readonly number[] = [], cancelAtStep = Infinity) {
    this.#checkpointAfter = checkpointAfter
    this.#cancelAtStep = cancelAtStep
  }

  prepared(facts: RunFacts): void {
    this.facts = facts
  }

  cancelled(): boolean {
    return this.steps++ >= this.#cancelAtStep
  }

  progress(progress: RunProgress): void {
    this.reports.push({ ...progress })
  }

  episode(record: EpisodeRecord): void {
    this.episodes.push(record)
  }

  validation(score: ValidationScore, records: readonly EpisodeRecord[]): void {
    this.scores.push(score)
    this.validations.push(...records)
  }

  best(model: RunModel): void {
    this.models.push(model)
  }

  checkpointDue(progress: RunProgress): boolean {
    return this.#checkpointAfter.includes(progress.episode)
  }

  checkpoint(checkpoint: RunCheckpoint): void {
    this.checkpoints.push(structuredClone(checkpoint))
  }
}

export function play(
  spec: RunSpec,
  engines: ComputeEngineFactory,
  run = new RecordedRun()
): { run: RecordedRun; outcome: RunOutcome } {
  return { run, outcome: runTraining(spec, engines, run) }
}
