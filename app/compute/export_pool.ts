import type { ModelExport } from './exporters/export_model.ts'
import { Threads } from './threads.ts'
import type { ExportTask } from './workers/export_worker.ts'
import type { ThreadFault } from './workers/train_worker.ts'

/** A thread for exports, whose check takes seconds for a large network; they wait for each other. */
export class ExportPool {
  readonly #pool = new Threads('export_worker', 1)

  async write(task: ExportTask): Promise<ModelExport | ThreadFault> {
    return (await this.#pool.run(task)) as ModelExport | ThreadFault
  }

  async close(): Promise<void> {
    await this.#pool.close()
  }
}
