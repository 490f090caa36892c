import type { ApplicationService } from '@adonisjs/core/types'
import type QueueWorkerClass from '#jobs/queue_worker'
import type { LiveHub as LiveHubClass } from '#live/live_hub'
import type { ExportPool as ExportPoolClass } from '#compute/export_pool'

/** The queue, the live hub, the cache of datasets and the thread for exports, one each a process; a server works the queue too. */
export default class QueueProvider {
  #worker: QueueWorkerClass | null = null
  #hub: LiveHubClass | null = null
  #exports: ExportPoolClass | null = null

  constructor(protected app: ApplicationService) {}

  register(): void {
    const { container } = this.app
    container.singleton('queueOfProcess', async () => {
      const { Queue } = await import('#services/queue')
      const { default: env } = await import('#start/env')
      const logger = await container.make('logger')
      return new Queue(env.get('DATABASE_URL'), logger)
    })
  }

  async boot(): Promise<void> {
    const { Queue } = await import('#services/queue')
    const { DatasetCache } = await import('#services/datasets/dataset_cache')
    this.app.container.bind(Queue, (resolver) => resolver.make('queueOfProcess'))
    this.app.container.singleton(DatasetCache, () => new DatasetCache())
    const { ExportPool } = await import('#compute/export_pool')
    this.app.container.singleton(ExportPool, () => (this.#exports = new ExportPool()))
    const { LiveHub } = await import('#live/live_hub')
    const { default: env } = await import('#start/env')
    const logger = await this.app.container.make('logger')
    const connectionString = env.get('DATABASE_URL')
    this.app.container.singleton(LiveHub, () => {
      this.#hub = new LiveHub({ connectionString }, logger)
      return this.#hub
    })
  }

  async ready(): Promise<void> {
    const { default: env } = await import('#start/env')
    if (this.app.getEnvironment() !== 'web') return
    const { workMail } = await import('#jobs/mail_job')
    await workMail(await this.app.container.make('queueOfProcess'))
    if (env.get('WORK_QUEUES') === false) return
    const { default: QueueWorker } = await import('#jobs/queue_worker')
    this.#worker = await this.app.container.make(QueueWorker)
    await this.#worker.start('server')
  }

  async shutdown(): Promise<void> {
    await this.#worker?.stop()
    await this.#hub?.close()
    await this.#exports?.close()
    const queue = await this.app.container.make('queueOfProcess')
    await queue.stop(1)
  }
}

declare module '@adonisjs/core/types' {
  interface ContainerBindings {
    queueOfProcess: import('#services/queue').Queue
  }
}
