import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('workers', (table) => {
      table.bigIncrements('worker_id')
      table.text('host').notNullable()
      table.integer('process_id').notNullable()
      table.text('role').notNullable()
      table.text('version').notNullable()
      table.integer('cores').notNullable()
      table.integer('threads').notNullable()
      table.integer('busy').notNullable().defaultTo(0)
      table.double('env_steps_per_second')
      table.jsonb('fingerprints').notNullable()
      table.timestamp('started_at').notNullable()
      table.timestamp('heartbeat_at').notNullable()
      table.index(['heartbeat_at'])
      table.check('threads >= 0 and busy >= 0', {}, 'workers_threads_check')
    })
  }

  async down() {
    this.schema.dropTable('workers')
  }
}
