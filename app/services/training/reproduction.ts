import { inject } from '@adonisjs/core'
import db from '@adonisjs/lucid/services/db'
import { engineFactory } from '#compute/engines/factory'
import type { TrainingPool } from '#compute/training_pool'
import type { EngineFingerprint } from '#core/ports/compute_engine'
import { restoreParameters } from '#core/parameters/stored_parameters'
import { codeVersion } from '#services/code_version'
import RunDatasets from '#services/training/run_datasets'
import type { RunRow } from '#services/training/run_rows'
import {
  FingerprintDiffers,
  RunNotFound,
  RunStatusRefuses,
  ThreadError,
} from '#services/training/training_errors'

export interface Reproduced {
  readonly runId: number
  readonly identical: boolean
  /** Of the stored run, and of the one trained now. */
  readonly expected: string
  readonly weightsSha256: string
  readonly seconds: number
}

/** Trains finished runs again, storing nothing, and compares the weights. */
@inject()
export default class Reproduction {
  constructor(protected datasets: RunDatasets) {}

  /** @throws E_RUN_NOT_FOUND, E_RUN_STATUS unless completed, E_FINGERPRINT_DIFFERS */
  async reproduce(
    runId: number,
    pool: TrainingPool,
    progress: (episode: number, episodes: number) => void,
    signal: AbortSignal
  ): Promise<Reproduced> {
    const run = (await db.from('training_runs').where('run_id', runId).first()) as
      (RunRow & { fingerprint: EngineFingerprint }) | null
    if (run === null) throw new RunNotFound(runId)
    if (run.status !== 'completed' || run.weights_sha256 === null) {
      throw new RunStatusRefuses(runId, 'reproduced', run.status, 'completed')
    }
    const parameters = restoreParameters(run.parameters)
    const { engine } = parameters.training
    const own = engineFactory(engine).fingerprint()
    if (JSON.stringify(own) !== JSON.stringify(ordered(run.fingerprint))) {
      throw new FingerprintDiffers(runId, run.fingerprint, own)
    }
    const { datasets } = await this.datasets.load(run.experiment_id)
    const spec = {
      seed: run.seed,
      parameters,
      datasets,
      codeVersion: codeVersion(),
    }
    const task = {
      spec,
      checkpoint: null,
      sequence: 0,
      checkpointEverySeconds: Infinity,
      pauseAt: null,
    }
    const training = pool.train(task, async (message) => {
      if (message.type === 'batch') progress(message.progress.episode, message.progress.episodes)
    })
    signal.addEventListener('abort', () => training.stop(), { once: true })
    const result = await training.result
    if ('fault' in result) throw new ThreadError(result.fault)
    signal.throwIfAborted()
    return {
      runId,
      identical: result.weightsSha256 === run.weights_sha256,
      expected: run.weights_sha256,
      weightsSha256: result.weightsSha256,
      seconds: result.seconds,
    }
  }
}

/** jsonb keeps its keys in an order of its own. */
function ordered({ engine, version, fused }: EngineFingerprint): EngineFingerprint {
  return { engine, version, fused }
}
