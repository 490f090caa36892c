import { inject } from '@adonisjs/core'
import logger from '@adonisjs/core/services/logger'
import { EvaluationPool } from '#compute/evaluation_pool'
import { TrainingPool } from '#compute/training_pool'
import { StudySweep } from '#jobs/study_sweep'
import { EVALUATIONS_AT_A_TIME, WorkedQueues } from '#jobs/worked_queues'
import { codeVersion } from '#services/code_version'
import { EvaluationExecutor } from '#services/evaluation/evaluation_executor'
import { Queue } from '#services/queue'
import { RerunExecutor } from '#services/reruns/rerun_executor'
import Reproduction from '#services/reruns/reproduction'
import RunDatasets from '#services/training/run_datasets'
import { RunExecutor } from '#services/training/run_executor'
import TuningService from '#services/tuning_service'
import { wakeRunningStudies } from '#services/tuning/wake'
import { registerWorker, type RegisteredWorker } from '#services/worker_service'

/** A run loses at most so much when its worker is killed. */
const CHECKPOINT_SECONDS = 30
/** How long runs may take to reach their checkpoint when the process stops. */
const DRAIN_SECONDS = 8
/** How long a study can lie that nothing else would wake. */
const SWEEP_SECONDS = 60

/** This process as one that works the queues, from start to stop. */
@inject()
export default class QueueWorker {
  #worker: RegisteredWorker | null = null
  #queues: WorkedQueues | null = null
  #pool: TrainingPool | null = null
  #evaluations: EvaluationPool | null = null
  readonly #sweep: StudySweep

  constructor(
    protected queue: Queue,
    protected datasets: RunDatasets,
    protected tuning: TuningService,
    protected reproduction: Reproduction
  ) {
    this.#sweep = new StudySweep(queue)
  }

  /**
   * @param threads runs at a time; none: one a core
   * @param sweepSeconds how often it looks for studies that nothing would wake
   */
  async start(
    role: 'server' | 'worker' | 'command',
    threads?: number,
    sweepSeconds = SWEEP_SECONDS
  ): Promise<void> {
    // commands read this file before the environment is filled in
    const { default: env } = await import('#start/env')
    const pool = new TrainingPool(threads)
    const evaluations = new EvaluationPool(EVALUATIONS_AT_A_TIME)
    const worker = await registerWorker(role, pool.threads)
    const { workerId } = worker
    const { queue, datasets, tuning, reproduction } = this
    const runs = new RunExecutor(pool, datasets, queue, {
      workerId,
      codeVersion: codeVersion(),
      checkpointEverySeconds: env.get('CHECKPOINT_SECONDS') ?? CHECKPOINT_SECONDS,
    })
    const executors = {
      runs,
      tuning,
      reruns: new RerunExecutor(pool, reproduction, workerId),
      evaluations: new EvaluationExecutor(evaluations, datasets, queue, workerId),
    }
    const queues = new WorkedQueues(queue, executors, pool.threads)
    ;[this.#pool, this.#evaluations, this.#worker, this.#queues] = [
      pool,
      evaluations,
      worker,
      queues,
    ]
    await queues.takeJobs()
    worker.beat({
      state: () => queues.state,
      hear: async (isToDrain) => {
        if (!(await queues.obey(isToDrain))) return
        logger.info(isToDrain ? 'This worker drains: it takes no job' : 'This worker takes jobs')
      },
      note: (error) => logger.warn({ err: error }, 'The heartbeat of this worker was not stored'),
    })
    await wakeRunningStudies(queue)
    this.#sweep.begin(sweepSeconds)
  }

  /** Takes no more, lets runs reach a checkpoint, and leaves. */
  async stop(): Promise<void> {
    if (this.#worker === null) return
    await this.#sweep.end()
    await this.#queues?.drain()
    await this.queue.stop(DRAIN_SECONDS)
    await this.#pool?.close()
    await this.#evaluations?.close()
    await this.#worker.leave()
    this.#worker = null
  }
}
