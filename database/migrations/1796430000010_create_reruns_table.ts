import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('reruns', (table) => {
      table.bigIncrements('rerun_id')
      table
        .bigInteger('run_id')
        .notNullable()
        .references('training_runs.run_id')
        .onDelete('CASCADE')
      // null: the whole run, to compare its weights; else up to this episode, to record its steps
      table.bigInteger('episode_id').references('episodes.episode_id').onDelete('CASCADE')
      table.text('status').notNullable().defaultTo('queued')
      table.integer('episodes_total').notNullable()
      table.integer('episodes_done').notNullable().defaultTo(0)
      table.specificType('weights_sha256', 'char(64)')
      table.double('seconds')
      table.text('error_code')
      table.text('error_message')
      table.text('error_remedy')
      table.integer('user_id').unsigned().references('users.id').onDelete('SET NULL')
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.timestamp('ended_at')
      table.index(['run_id', 'rerun_id'])
      table.index('episode_id')
      table.check(
        "status in ('queued', 'running', 'identical', 'different', 'failed', 'cancelled')",
        {},
        'reruns_status_check'
      )
    })
    // asked for twice, it runs once
    this.schema.raw(
      `CREATE UNIQUE INDEX reruns_under_way ON reruns (run_id, coalesce(episode_id, 0))
       WHERE status IN ('queued', 'running')`
    )
  }

  async down() {
    this.schema.dropTable('reruns')
  }
}
