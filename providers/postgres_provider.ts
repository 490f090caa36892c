import type { ApplicationService } from '@adonisjs/core/types'
import type { PostgresLease } from '#integrations/embedded_postgres/embedded_postgres'

declare module '@adonisjs/core/types' {
  interface ContainerBindings {
    postgresLease: PostgresLease
  }
}

const LOOK_EVERY_MILLISECONDS = 2000

/** Gives the embedded PostgreSQL back, if this process uses it: the last one stops it. */
export async function releasePostgres(app: ApplicationService): Promise<void> {
  if (!app.container.hasBinding('postgresLease')) return
  const lease = await app.container.make('postgresLease')
  await lease.release()
}

/**
 * Keeps the embedded PostgreSQL running while the application does, and gives it back. It stands first
 * in adonisrc.ts: shutdown runs in reverse, so the server goes after everything that writes to it.
 */
export default class PostgresProvider {
  #watch: NodeJS.Timeout | null = null

  constructor(protected app: ApplicationService) {}

  async ready(): Promise<void> {
    if (!this.app.container.hasBinding('postgresLease')) return
    const lease = await this.app.container.make('postgresLease')
    const logger = await this.app.container.make('logger')
    const look = async (): Promise<void> => {
      try {
        if (await lease.revive()) logger.warn('PostgreSQL was killed and has been started again')
      } catch (error) {
        logger.error({ err: error }, 'PostgreSQL was killed and cannot be started again')
      }
    }
    this.#watch = setInterval(look, LOOK_EVERY_MILLISECONDS).unref()
  }

  async shutdown(): Promise<void> {
    if (this.#watch) clearInterval(this.#watch)
    await releasePostgres(this.app)
  }
}
