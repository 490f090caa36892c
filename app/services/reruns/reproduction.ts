import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { engineFactory } from '#compute/engines/factory'
import type { StoredMessage, TrainingPool } from '#compute/training_pool'
import type { RecordedEpisode } from '#compute/workers/recorded_episode'
import type { TrainResult } from '#compute/workers/train_messages'
import type { EngineFingerprint } from '#core/ports/compute_engine'
import { restoreParameters } from '#core/parameters/stored_parameters'
import { codeVersion } from '#services/code_version'
import type { RecordedRun } from '#services/recorder/episode_rows'
import RunDatasets from '#services/training/run_datasets'
import type { RunRow } from '#services/training/run_rows'
import {
  FingerprintDiffers,
  RunNotFound,
  RunStatusRefuses,
  ThreadError,
} from '#services/training/training_errors'

/** A run that a worker has taken at least once. */
export type BegunRun = RunRow & { readonly fingerprint: EngineFingerprint }

/** How a run is trained again: told how far it is, ended by the signal. */
export interface Again {
  readonly pool: TrainingPool
  readonly progress: (episode: number, episodes: number) => void
  readonly signal: AbortSignal
}

export interface Reproduced {
  readonly runId: number
  readonly identical: boolean
  /** Of the stored run, and of the one trained now. */
  readonly expected: string
  readonly weightsSha256: string
  readonly seconds: number
}

/** An episode as it was played again, with its steps. */
export interface Replayed {
  readonly run: RecordedRun
  readonly episode: RecordedEpisode
  readonly seconds: number
}

/** Trains runs again, storing nothing: same seed, same bits. */
@inject()
export default class Reproduction {
  constructor(protected datasets: RunDatasets) {}

  /** Trains a finished run again and compares the weights. @throws E_RUN_NOT_FOUND, E_RUN_STATUS unless completed, E_FINGERPRINT_DIFFERS */
  async reproduce(runId: number, again: Again): Promise<Reproduced> {
    const run = await begunRun(runId)
    const expected = finishedWeights(run)
    const result = await this.#train(run, again, { pauseAt: null, receive: () => undefined })
    const { weightsSha256, seconds } = result
    return { runId, identical: weightsSha256 === expected, expected, weightsSha256, seconds }
  }

  /**
   * Trains a run again up to one of its training episodes, which is recorded this time.
   * @throws E_RUN_NOT_FOUND, E_FINGERPRINT_DIFFERS
   */
  async replay(runId: number, number: number, again: Again): Promise<Replayed> {
    const run = await begunRun(runId)
    const { ids: datasetIds } = await this.datasets.load(run.experiment_id)
    let actionNames: readonly string[] = []
    const found: RecordedEpisode[] = []
    const { seconds } = await this.#train(run, again, {
      pauseAt: number,
      // its first multiple is the episode itself; what is recorded changes no bit of the training
      recordEvery: number,
      receive: (message) => {
        if (message.type === 'prepared') actionNames = message.facts.actionNames
        else found.push(...message.episodes.filter((each) => isTraining(each, number)))
      },
    })
    const { gamma } = restoreParameters(run.parameters).agent
    return { run: { runId, datasetIds, actionNames, gamma }, episode: found[0], seconds }
  }

  async #train(
    run: BegunRun,
    { pool, progress, signal }: Again,
    how: {
      readonly pauseAt: number | null
      readonly recordEvery?: number
      readonly receive: (message: StoredMessage) => void
    }
  ): Promise<TrainResult> {
    const parameters = restoreParameters(run.parameters)
    const { training } = parameters
    const own = engineFactory(training.engine).fingerprint()
    if (JSON.stringify(own) !== JSON.stringify(ordered(run.fingerprint))) {
      throw new FingerprintDiffers(run.run_id, run.fingerprint, own)
    }
    const { datasets } = await this.datasets.load(run.experiment_id)
    const recordEvery = how.recordEvery ?? training.recordEvery
    const spec = {
      seed: run.seed,
      parameters: { ...parameters, training: { ...training, recordEvery } },
      datasets,
      codeVersion: codeVersion(),
    }
    const task = {
      spec,
      checkpoint: null,
      sequence: 0,
      checkpointEverySeconds: Infinity,
      pauseAt: how.pauseAt,
    }
    signal.throwIfAborted()
    const running = pool.train(task, async (message) => {
      how.receive(message)
      if (message.type === 'batch') {
        progress(message.progress.episode, how.pauseAt ?? message.progress.episodes)
      }
    })
    signal.addEventListener('abort', () => running.stop(), { once: true })
    const result = await running.result
    if ('fault' in result) throw new ThreadError(result.fault)
    signal.throwIfAborted()
    return result
  }
}

/** @throws E_RUN_NOT_FOUND; E_RUN_STATUS while no worker has taken it */
export async function begunRun(runId: number): Promise<BegunRun> {
  const run = (await db.from('training_runs').where('run_id', runId).first()) as
    (RunRow & { fingerprint: EngineFingerprint | null }) | null
  if (run === null) throw new RunNotFound(runId)
  const { fingerprint } = run
  if (fingerprint === null) throw new RunStatusRefuses(runId, 'reproduced', run.status, 'completed')
  return { ...run, fingerprint }
}

/** @throws E_RUN_STATUS unless the run is completed */
export function finishedWeights({ run_id: runId, status, weights_sha256: weights }: RunRow) {
  if (status === 'completed' && weights !== null) return weights
  throw new RunStatusRefuses(runId, 'reproduced', status, 'completed')
}

function isTraining(episode: RecordedEpisode, number: number): boolean {
  return episode.kind === 'training' && episode.number === number
}

/** jsonb keeps its keys in an order of its own. */
function ordered({ engine, version, fused }: EngineFingerprint): EngineFingerprint {
  return { engine, version, fused }
}
