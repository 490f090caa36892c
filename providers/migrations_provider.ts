import type { ApplicationService } from '@adonisjs/core/types'
import { MigrationsFailed } from '#exceptions/migrations_failed'

/**
 * Brings the schema up to date before anything reads it. Two processes that start together are kept
 * apart by Lucid's advisory lock; the migration commands themselves are left alone.
 */
export default class MigrationsProvider {
  constructor(protected app: ApplicationService) {}

  async boot(): Promise<void> {
    const environment = this.app.getEnvironment()
    if (this.app.getMode() !== 'run' || environment === 'repl') return
    if (environment === 'console' && /^(migration|db|make|schema):/.test(process.argv[2] ?? ''))
      return
    if (environment === 'unknown') return
    await this.#migrate()
  }

  async #migrate(): Promise<void> {
    const { MigrationRunner } = await import('@adonisjs/lucid/migration')
    const db = await this.app.container.make('lucid.db')
    const runner = new MigrationRunner(db, this.app, {
      direction: 'up',
      disableLocks: false,
    })
    await runner.run()
    if (runner.error) throw new MigrationsFailed(runner.error)
  }
}
