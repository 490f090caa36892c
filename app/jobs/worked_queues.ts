import { workEvaluations } from '#jobs/evaluate_job'
import { workNotifications } from '#jobs/notify_job'
import { workReruns } from '#jobs/rerun_job'
import { workTrainingRuns } from '#jobs/train_job'
import { workStudies } from '#jobs/tune_job'
import type { EvaluationExecutor } from '#services/evaluation/evaluation_executor'
import type { Queue } from '#services/queue'
import type { RerunExecutor } from '#services/reruns/rerun_executor'
import type { RunExecutor } from '#services/training/run_executor'
import type TuningService from '#services/tuning_service'
import type { WorkInHand } from '#services/worker_service'

/** An evaluation takes seconds on one core. */
export const EVALUATIONS_AT_A_TIME = 1

export interface Executors {
  readonly runs: RunExecutor
  readonly reruns: RerunExecutor
  readonly evaluations: EvaluationExecutor
  readonly tuning: TuningService
}

/** The queues of jobs for any process: this one works all of them or, while it drains, none. */
export class WorkedQueues {
  readonly #queue: Queue
  readonly #executors: Executors
  readonly #threads: number
  #takesJobs = false

  /** @param threads runs at a time */
  constructor(queue: Queue, executors: Executors, threads: number) {
    this.#queue = queue
    this.#executors = executors
    this.#threads = threads
  }

  get state(): WorkInHand {
    const { runs, reruns, evaluations } = this.#executors
    const busy = runs.busy + reruns.busy
    return { busy, evaluating: evaluations.busy, takesJobs: this.#takesJobs }
  }

  async takeJobs(): Promise<void> {
    const { runs, reruns, evaluations, tuning } = this.#executors
    this.#takesJobs = true
    runs.goOn()
    reruns.goOn()
    await workEvaluations(this.#queue, evaluations, EVALUATIONS_AT_A_TIME)
    await workNotifications(this.#queue)
    await workTrainingRuns(this.#queue, runs, this.#threads)
    await workReruns(this.#queue, reruns)
    await workStudies(this.#queue, tuning)
  }

  /** Takes no job of any queue. Runs in hand reach a checkpoint and are queued again; evaluations end. */
  async drain(): Promise<void> {
    this.#takesJobs = false
    await this.#queue.stopTaking()
    this.#executors.runs.drain()
    this.#executors.reruns.stop()
  }

  /** Drains, or takes jobs again, where it does not yet. @returns whether anything changed */
  async obey(isToDrain: boolean): Promise<boolean> {
    if (isToDrain !== this.#takesJobs) return false
    await (isToDrain ? this.drain() : this.takeJobs())
    return true
  }
}
