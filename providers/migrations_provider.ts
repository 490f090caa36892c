import type { ApplicationService } from '@adonisjs/core/types'
import { MigrationsFailed } from '#exceptions/migrations_failed'
import { withAdvisoryLock } from '#integrations/advisory_lock'

/** Any number that no other program takes in the same database. */
const MIGRATION_LOCK = 7_305_112

/** Commands of the framework that handle the schema themselves. */
const OWN_WAY = /^(migration|make|schema):|^db:(?!backup$|restore$)/

/**
 * Brings the schema up to date before anything reads it. Of processes that start together one migrates
 * while the others wait; the migration commands themselves are left alone.
 */
export default class MigrationsProvider {
  constructor(protected app: ApplicationService) {}

  async boot(): Promise<void> {
    const environment = this.app.getEnvironment()
    if (this.app.getMode() !== 'run' || !['web', 'console', 'test'].includes(environment)) return
    if (environment === 'console' && OWN_WAY.test(process.argv[2] ?? '')) return
    const { default: env } = await import('#start/env')
    await withAdvisoryLock(env.get('DATABASE_URL'), MIGRATION_LOCK, () => this.#migrate())
  }

  async #migrate(): Promise<void> {
    const { MigrationRunner } = await import('@adonisjs/lucid/migration')
    const db = await this.app.container.make('lucid.db')
    const runner = new MigrationRunner(db, this.app, { direction: 'up', disableLocks: true })
    await runner.run()
    if (runner.error) throw new MigrationsFailed(runner.error)
  }
}
