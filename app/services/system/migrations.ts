import app from '@adonisjs/core/services/app'
import { MigrationRunner } from '@adonisjs/lucid/migration'
import db from '@adonisjs/lucid/services/db'

/** Names of migrations that this code has and the database has not run. */
export async function pendingMigrations(): Promise<string[]> {
  const runner = new MigrationRunner(db, app, { direction: 'up', dryRun: true, disableLocks: true })
  const list = await runner.getList()
  return list.filter(({ status }) => status === 'pending').map(({ name }) => name)
}
