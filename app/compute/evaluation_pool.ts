import type { Judged } from '../core/agent/evaluate_models.ts'
import type { EvaluateResult } from './workers/evaluate_worker.ts'
import { Threads } from './threads.ts'
import type { ThreadFault } from './workers/train_worker.ts'

/** Threads for evaluations, so that seconds of arithmetic block no page and no heartbeat. */
export class EvaluationPool {
  readonly #pool: Threads

  constructor(threads: number) {
    this.#pool = new Threads('evaluate_worker', threads)
  }

  /** @param signal ends the thread: an evaluation keeps nothing of its middle; the promise rejects */
  async evaluate(judged: Judged, signal: AbortSignal): Promise<EvaluateResult | ThreadFault> {
    return (await this.#pool.run(judged, { signal })) as EvaluateResult | ThreadFault
  }

  async close(): Promise<void> {
    await this.#pool.close()
  }
}
