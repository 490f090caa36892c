import { BaseSchema } from '@adonisjs/lucid/schema'

/** What an administrator asks of a worker, and what the worker says of itself with each heartbeat. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('workers', (table) => {
      // null: it is to work
      table.timestamp('draining_since')
      table.text('drained_by')
      table.boolean('takes_jobs').notNullable().defaultTo(true)
      table.integer('evaluating').notNullable().defaultTo(0)
      table.double('load_average')
      table.check('evaluating >= 0', {}, 'workers_evaluating_check')
      table.check('(draining_since is null) = (drained_by is null)', {}, 'workers_drained_by_check')
    })
  }

  async down() {
    this.schema.alterTable('workers', (table) => {
      table.dropColumns('draining_since', 'drained_by', 'takes_jobs', 'evaluating', 'load_average')
    })
  }
}
