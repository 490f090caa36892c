import { inject } from '@adonisjs/core'
import logger from '@adonisjs/core/services/logger'
import { EvaluationPool } from '#compute/evaluation_pool'
import { TrainingPool } from '#compute/training_pool'
import { workEvaluations } from '#jobs/evaluate_job'
import { workNotifications } from '#jobs/notify_job'
import { workReruns } from '#jobs/rerun_job'
import { workTrainingRuns } from '#jobs/train_job'
import { workStudies } from '#jobs/tune_job'
import { codeVersion } from '#services/code_version'
import { EvaluationExecutor } from '#services/evaluation/evaluation_executor'
import { Queue } from '#services/queue'
import { RerunExecutor } from '#services/reruns/rerun_executor'
import Reproduction from '#services/reruns/reproduction'
import RunDatasets from '#services/training/run_datasets'
import { RunExecutor } from '#services/training/run_executor'
import TuningService from '#services/tuning_service'
import { registerWorker, type RegisteredWorker } from '#services/worker_service'

/** A run loses at most so much when its worker is killed. */
const CHECKPOINT_SECONDS = 30
/** How long runs may take to reach their checkpoint when the process stops. */
const DRAIN_SECONDS = 8
/** An evaluation takes seconds on one core. */
const EVALUATIONS_AT_A_TIME = 1

/** This process as one that works the queues, from start to stop. */
@inject()
export default class QueueWorker {
  #worker: RegisteredWorker | null = null
  #executor: RunExecutor | null = null
  #reruns: RerunExecutor | null = null
  #pool: TrainingPool | null = null
  #evaluations: EvaluationPool | null = null

  constructor(
    protected queue: Queue,
    protected datasets: RunDatasets,
    protected tuning: TuningService,
    protected reproduction: Reproduction
  ) {}

  /** Runs in hand. */
  get busy(): number {
    return this.#executor?.busy ?? 0
  }

  /** @param threads runs at a time; none: one a core */
  async start(role: 'server' | 'worker' | 'command', threads?: number): Promise<void> {
    // commands read this file before the environment is filled in
    const { default: env } = await import('#start/env')
    const { workMail } = await import('#jobs/mail_job')
    this.#pool = new TrainingPool(threads)
    this.#worker = await registerWorker(role, this.#pool.threads)
    this.#worker.beat(
      () => this.busy,
      (error) => logger.warn({ err: error }, 'The heartbeat of this worker was not stored')
    )
    this.#executor = new RunExecutor(this.#pool, this.datasets, this.queue, {
      workerId: this.#worker.workerId,
      codeVersion: codeVersion(),
      checkpointEverySeconds: env.get('CHECKPOINT_SECONDS') ?? CHECKPOINT_SECONDS,
    })
    this.#reruns = new RerunExecutor(this.#pool, this.reproduction)
    this.#evaluations = new EvaluationPool(EVALUATIONS_AT_A_TIME)
    const evaluations = new EvaluationExecutor(this.#evaluations, this.datasets, this.queue)
    await workEvaluations(this.queue, evaluations, EVALUATIONS_AT_A_TIME)
    await workNotifications(this.queue, env.get('APP_URL'))
    await workMail(this.queue)
    await workTrainingRuns(this.queue, this.#executor, this.#pool.threads)
    await workReruns(this.queue, this.#reruns)
    await workStudies(this.queue, this.tuning)
    await this.tuning.wakeAll()
  }

  /** Takes no more, lets runs reach a checkpoint, and leaves. */
  async stop(): Promise<void> {
    if (this.#worker === null) return
    await this.queue.stopTaking()
    this.#executor?.stop()
    this.#reruns?.stop()
    await this.queue.stop(DRAIN_SECONDS)
    await this.#pool?.close()
    await this.#evaluations?.close()
    await this.#worker.leave()
    this.#worker = null
  }
}
