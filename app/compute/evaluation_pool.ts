import { Piscina } from 'piscina'
import type { Judged } from '../core/agent/evaluate_models.ts'
import type { EvaluateResult } from './workers/evaluate_worker.ts'
import type { ThreadFault } from './workers/train_worker.ts'

/** hot-hook adds a query to the address of a module */
const isSource = new URL(import.meta.url).pathname.endsWith('.ts')

/** Threads for evaluations, so that seconds of arithmetic block no page and no heartbeat. */
export class EvaluationPool {
  readonly #pool: Piscina

  constructor(threads: number) {
    this.#pool = new Piscina({
      filename: new URL(`./workers/evaluate_worker.${isSource ? 'ts' : 'js'}`, import.meta.url)
        .href,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: 2000,
      execArgv: isSource ? ['--import=@poppinss/ts-exec', '--enable-source-maps'] : [],
    })
  }

  async evaluate(judged: Judged): Promise<EvaluateResult | ThreadFault> {
    return (await this.#pool.run(judged)) as EvaluateResult | ThreadFault
  }

  async close(): Promise<void> {
    await this.#pool.destroy()
  }
}
