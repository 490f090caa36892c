import type { ApplicationService } from '@adonisjs/core/types'

/**
 * Gives the embedded PostgreSQL back. It stands first in adonisrc.ts: shutdown runs in reverse, so the
 * server goes after everything that still writes to it.
 */
export default class PostgresProvider {
  constructor(protected app: ApplicationService) {}

  async shutdown(): Promise<void> {
    if (!this.app.container.hasBinding('postgresLease')) return
    const lease = await this.app.container.make('postgresLease')
    await lease.release()
  }
}
