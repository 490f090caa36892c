import { BaseSchema } from '@adonisjs/lucid/schema'

/** Who trains a run again, since when, and how often it was tried: the list of jobs shows it. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('reruns', (table) => {
      table.bigInteger('worker_id').references('workers.worker_id').onDelete('SET NULL')
      table.integer('attempts').notNullable().defaultTo(0)
      table.timestamp('started_at')
      table.index(['worker_id'])
      table.check('attempts >= 0', {}, 'reruns_attempts_check')
    })
  }

  async down() {
    this.schema.alterTable('reruns', (table) => {
      table.dropColumns('worker_id', 'attempts', 'started_at')
    })
  }
}
