import { BaseSchema } from '@adonisjs/lucid/schema'

/** Who evaluates, and how often it was tried: the list of jobs shows both. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('evaluation_runs', (table) => {
      table.bigInteger('worker_id').references('workers.worker_id').onDelete('SET NULL')
      table.integer('attempts').notNullable().defaultTo(0)
      table.timestamp('started_at')
      table.index(['worker_id'])
      table.check('attempts >= 0', {}, 'evaluation_runs_attempts_check')
    })
    this.schema.raw(
      "CREATE INDEX evaluation_runs_status_index ON evaluation_runs (status, evaluation_id) WHERE status <> 'completed'"
    )
  }

  async down() {
    this.schema.alterTable('evaluation_runs', (table) => {
      table.dropColumns('worker_id', 'attempts', 'started_at')
    })
    this.schema.raw('DROP INDEX IF EXISTS evaluation_runs_status_index')
  }
}
