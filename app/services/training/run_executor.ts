import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type { RunFacts } from '#core/agent/run_contract'
import { isCodedError } from '#core/errors'
import type { TrainMessage, TrainResult } from '#compute/workers/train_messages'
import type { RunningTraining, TrainingPool } from '#compute/training_pool'
import { engineFactory } from '#compute/engines/factory'
import { patiently } from '#services/database_patience'
import { storeBatch, type RecordedAttempt } from '#services/recorder/recorder'
import type RunDatasets from '#services/training/run_datasets'
import { announceStatus } from '#services/training/run_rows'
import { takeRun, type TakenRun } from '#services/training/run_takeover'
import { DiskFull, HandedOver, RunTakenAway, ThreadError } from '#services/training/training_errors'

const HEARTBEAT_MILLISECONDS = 5000

export interface ExecutorSettings {
  readonly workerId: number
  readonly codeVersion: string
  readonly checkpointEverySeconds: number
}

/** Trains runs of the queue in this process's threads and stores what they report. */
export class RunExecutor {
  readonly #pool: TrainingPool
  readonly #datasets: RunDatasets
  readonly #settings: ExecutorSettings
  readonly #running = new Map<number, RunningTraining>()
  #stopping = false

  constructor(pool: TrainingPool, datasets: RunDatasets, settings: ExecutorSettings) {
    this.#pool = pool
    this.#datasets = datasets
    this.#settings = settings
  }

  /** Runs in hand. */
  get busy(): number {
    return this.#running.size
  }

  /**
   * Trains a run to its end. Resolves when it is settled, also when it failed by itself; rejects when
   * the attempt broke (thread, database) and another may go on from the checkpoint.
   */
  async execute(runId: number): Promise<'settled' | 'other_fingerprint'> {
    const fingerprint = (engine: string) =>
      engineFactory(engine === 'reference' ? 'reference' : 'auto').fingerprint()
    const { workerId, codeVersion } = this.#settings
    const takeover = await takeRun(runId, workerId, fingerprint, codeVersion)
    if (takeover.kind === 'gone') return 'settled'
    if (takeover.kind === 'other_fingerprint') return 'other_fingerprint'
    try {
      await this.#train(runId, takeover.taken, fingerprint)
    } catch (error) {
      if (error instanceof RunTakenAway) return 'settled'
      if (error instanceof HandedOver) throw error
      const fault = isDiskFull(error) ? new DiskFull(error) : error
      if (!isCodedError(fault)) throw error
      await settle(runId, takeover.taken.run, 'failed', null, fault)
    }
    return 'settled'
  }

  /** Makes every run stop behind a checkpoint; their jobs are tried again elsewhere. */
  stop(): void {
    this.#stopping = true
    for (const training of this.#running.values()) training.drain()
  }

  async #train(
    runId: number,
    taken: TakenRun,
    fingerprint: (engine: string) => RecordedAttempt['fingerprint']
  ): Promise<void> {
    const { run, checkpoint, sequence, secondsBefore } = taken
    const { ids, datasets } = await this.#datasets.load(run.experiment_id)
    let attempt: RecordedAttempt = {
      runId,
      attempt: run.attempts,
      datasetIds: ids,
      actionNames: [],
      fingerprint: fingerprint(run.parameters.training.engine),
      secondsBefore,
    }
    const spec = {
      seed: run.seed,
      parameters: run.parameters,
      datasets,
      codeVersion: this.#settings.codeVersion,
    }
    const receive = async (message: TrainMessage): Promise<void> => {
      if (message.type === 'prepared') {
        attempt = { ...attempt, actionNames: message.facts.actionNames }
        await patiently(() => storeFacts(runId, message.facts))
        return
      }
      const { stop } = await patiently(() => storeBatch(attempt, message))
      if (stop) training.stop()
    }
    const { checkpointEverySeconds } = this.#settings
    const task = { spec, checkpoint, sequence, checkpointEverySeconds }
    const training = this.#pool.train(task, receive)
    this.#running.set(runId, training)
    const heartbeat = this.#heartbeat(runId, run.attempts, training)
    try {
      const result = await training.result
      if ('fault' in result) throw new ThreadError(result.fault)
      const isHandedOver = result.status === 'cancelled' && this.#stopping
      if (isHandedOver && (await requeue(runId, run.attempts))) throw new HandedOver(runId)
      await settle(runId, run, result.status, result, null)
    } finally {
      clearInterval(heartbeat)
      this.#running.delete(runId)
    }
  }

  /** Keeps the run from looking lost while it validates or waits, and hears of a cancel between batches. */
  #heartbeat(runId: number, attempts: number, training: RunningTraining): NodeJS.Timeout {
    const beat = async (): Promise<void> => {
      const [row] = (await db
        .from('training_runs')
        .where({ run_id: runId, attempts, status: 'running' })
        .update({ heartbeat_at: new Date() })
        .returning('cancel_requested')) as unknown as { cancel_requested: boolean }[]
      if (row === undefined) training.abort()
      else if (row.cancel_requested) training.stop()
    }
    // a database that is away is the batches' matter, which wait for it
    const note = (error: unknown) =>
      logger.warn({ err: error, runId }, 'A heartbeat was not stored')
    return setInterval(() => void beat().catch(note), HEARTBEAT_MILLISECONDS)
  }
}

/** disk_full of PostgreSQL; nothing of the batch was stored. */
function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '53100'
}

async function storeFacts(runId: number, facts: RunFacts): Promise<void> {
  await db.transaction(async (trx) => {
    await trx
      .from('training_runs')
      .where('run_id', runId)
      .update({
        checks: JSON.stringify(facts.checks),
        splits: JSON.stringify(facts.splits),
        benchmark: JSON.stringify(facts.buyAndHold),
        observation_names: facts.observationNames,
      })
    const { engine, version, fused } = facts.fingerprint
    const events = [
      `engine ${engine} ${version}${fused === null ? '' : fused ? ', fused multiply-add' : ', unfused multiply-add'}, ${facts.weightCount} weights`,
      ...facts.checks.map(({ name, detail }) => `${name} passed: ${detail}`),
    ]
    await trx
      .table('run_events')
      .multiInsert(events.map((message) => ({ run_id: runId, level: 'info', message })))
  })
}

type Ended = 'completed' | 'cancelled' | 'failed'

/** Writes how a run ended, unless another attempt has it. */
async function settle(
  runId: number,
  run: TakenRun['run'],
  status: Ended,
  result: TrainResult | null,
  thrown: { code: string; message: string; remedy: string } | null
): Promise<void> {
  const fault = result?.error ?? thrown
  await patiently(() =>
    db.transaction(async (trx) => {
      const changed = await trx
        .from('training_runs')
        .where({ run_id: runId, attempts: run.attempts, status: 'running' })
        .update({
          status,
          end_time: new Date(),
          ...(result === null || status === 'failed'
            ? {}
            : { weights_sha256: result.weightsSha256 }),
          error_code: fault?.code ?? null,
          error_message: fault?.message ?? null,
          error_remedy: fault?.remedy ?? null,
        })
      if (Number(changed) === 0) return
      await trx.table('run_events').insert({
        run_id: runId,
        level: status === 'failed' ? 'error' : 'info',
        message: fault === null ? `run ${status}` : fault.message,
      })
      await announceStatus(trx, run, status)
    })
  )
}

/** A worker that stops gives its run back, unless it was to be cancelled anyway. */
async function requeue(runId: number, attempts: number): Promise<boolean> {
  const changed = await db
    .from('training_runs')
    .where({ run_id: runId, attempts, status: 'running', cancel_requested: false })
    .update({ status: 'queued', worker_id: null })
  return Number(changed) > 0
}
