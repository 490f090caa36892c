import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { isCodedError } from '#core/errors'
import { restoreParameters } from '#core/parameters/stored_parameters'
import type { RunningTraining, StoredMessage, TrainingPool } from '#compute/training_pool'
import { engineFactory } from '#compute/engines/factory'
import { patiently } from '#services/database_patience'
import { storeBatch, type RecordedAttempt } from '#services/recorder/recorder'
import type RunDatasets from '#services/training/run_datasets'
import type { Queue } from '#services/queue'
import { handOver, noteBroken, settle, storeFacts } from '#services/training/run_settlement'
import { takeRun, type TakenRun } from '#services/training/run_takeover'
import { DiskFull, RunTakenAway, ThreadError } from '#services/training/training_errors'

const HEARTBEAT_MILLISECONDS = 5000
/** An attempt hands over before the queue takes its job for expired, which it does after a day. */
const LONGEST_ATTEMPT_MILLISECONDS = 23 * 3600 * 1000

export interface ExecutorSettings {
  readonly workerId: number
  readonly codeVersion: string
  readonly checkpointEverySeconds: number
}

/** A run that this process trains; `handsOver` once it is to go on elsewhere. */
interface InHand {
  readonly training: RunningTraining
  handsOver: boolean
}

/** Trains runs of the queue in this process's threads and stores what they report. */
export class RunExecutor {
  readonly #pool: TrainingPool
  readonly #datasets: RunDatasets
  readonly #queue: Queue
  readonly #settings: ExecutorSettings
  readonly #running = new Map<number, InHand>()
  #draining = false

  constructor(pool: TrainingPool, datasets: RunDatasets, queue: Queue, settings: ExecutorSettings) {
    this.#pool = pool
    this.#datasets = datasets
    this.#queue = queue
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
      const fault = isDiskFull(error) ? new DiskFull(error) : error
      if (!isCodedError(fault)) {
        await noteBroken(takeover.taken.run, error)
        throw error
      }
      await settle(this.#queue, runId, takeover.taken.run, 'failed', null, fault)
    }
    return 'settled'
  }

  /** Makes every run stop behind a checkpoint, until it is told to go on; they are queued again. */
  drain(): void {
    this.#draining = true
    for (const inHand of this.#running.values()) handOn(inHand)
  }

  /** Trains again what it is given. Runs that were told to stop still do. */
  goOn(): void {
    this.#draining = false
  }

  async #train(
    runId: number,
    taken: TakenRun,
    fingerprint: (engine: string) => RecordedAttempt['fingerprint']
  ): Promise<void> {
    const { run, checkpoint, sequence, secondsBefore } = taken
    const { ids, datasets } = await this.#datasets.load(run.experiment_id)
    const parameters = restoreParameters(run.parameters)
    const { seed, attempts } = run
    const { codeVersion, checkpointEverySeconds } = this.#settings
    const attempt: RecordedAttempt = {
      runId,
      attempt: attempts,
      datasetIds: ids,
      actionNames: [],
      gamma: parameters.agent.gamma,
      fingerprint: fingerprint(parameters.training.engine),
      secondsBefore,
    }
    const spec = { seed, parameters, datasets, codeVersion }
    const task = { spec, checkpoint, sequence, checkpointEverySeconds, pauseAt: run.pause_at }
    const training = this.#pool.train(
      task,
      storing(attempt, () => training.stop())
    )
    const inHand: InHand = { training, handsOver: false }
    this.#running.set(runId, inHand)
    if (this.#draining) handOn(inHand)
    const limit = setTimeout(() => handOn(inHand), LONGEST_ATTEMPT_MILLISECONDS)
    const heartbeat = this.#heartbeat(runId, attempts, training)
    try {
      const result = await training.result
      if ('fault' in result) throw new ThreadError(result.fault)
      const isStopped = result.status === 'cancelled' && inHand.handsOver
      if (isStopped && (await handOver(this.#queue, run))) return
      await settle(this.#queue, runId, run, result.status, result, null)
    } finally {
      clearInterval(heartbeat)
      clearTimeout(limit)
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

function handOn(inHand: InHand): void {
  inHand.handsOver = true
  inHand.training.drain()
}

/** Stores what a thread posts, waiting for a database that is away; `stop` when the run is to end. */
function storing(
  first: RecordedAttempt,
  stop: () => void
): (message: StoredMessage) => Promise<void> {
  let attempt = first
  return async (message) => {
    if (message.type === 'prepared') {
      attempt = { ...attempt, actionNames: message.facts.actionNames }
      await patiently(() => storeFacts(attempt.runId, message.facts))
      return
    }
    const answer = await patiently(() => storeBatch(attempt, message))
    if (answer.stop) stop()
  }
}

/** disk_full of PostgreSQL; nothing of the batch was stored. */
function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '53100'
}
