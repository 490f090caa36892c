import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('training_runs', (table) => {
      table.bigIncrements('run_id')
      table
        .bigInteger('experiment_id')
        .notNullable()
        .references('experiments.experiment_id')
        .onDelete('CASCADE')
      table.bigInteger('seed').notNullable()
      table.timestamp('start_time')
      table.timestamp('end_time')
      table.jsonb('parameters').notNullable()
      table.text('status').notNullable()
      table.text('notes').notNullable().defaultTo('')
      table.integer('attempts').notNullable().defaultTo(0)
      table.boolean('cancel_requested').notNullable().defaultTo(false)
      table.timestamp('queued_at').notNullable().defaultTo(this.now())
      table.timestamp('heartbeat_at')
      table.bigInteger('worker_id').references('workers.worker_id').onDelete('SET NULL')
      table.jsonb('fingerprint')
      table.text('code_version')
      // facts found out before training
      table.jsonb('checks')
      table.jsonb('splits')
      table.jsonb('benchmark')
      table.specificType('observation_names', 'text[]')
      // progress
      table.integer('episodes_total').notNullable()
      table.integer('episodes_done').notNullable().defaultTo(0)
      table.bigInteger('env_steps').notNullable().defaultTo(0)
      table.bigInteger('updates').notNullable().defaultTo(0)
      table.double('seconds').notNullable().defaultTo(0)
      table.double('env_steps_per_second')
      table.double('updates_per_second')
      table.double('epsilon')
      table.double('mean_loss')
      // results
      table.double('best_validation')
      table.bigInteger('best_episode_id')
      table.specificType('weights_sha256', 'char(64)')
      table.text('error_code')
      table.text('error_message')
      table.text('error_remedy')
      table.unique(['experiment_id', 'seed'])
      table.index(['status', 'heartbeat_at'])
      table.check(
        "status in ('queued', 'running', 'paused', 'completed', 'failed', 'cancelled')",
        {},
        'training_runs_status_check'
      )
      table.check('seed >= 0 and seed < 4294967296', {}, 'training_runs_seed_check')
      table.check('episodes_total >= 1 and episodes_done >= 0', {}, 'training_runs_episodes_check')
    })
    this.schema.createTable('run_events', (table) => {
      table.bigIncrements('run_event_id')
      table
        .bigInteger('run_id')
        .notNullable()
        .references('training_runs.run_id')
        .onDelete('CASCADE')
      table.timestamp('time', { precision: 3 }).notNullable().defaultTo(this.now(3))
      table.text('level').notNullable()
      table.text('message').notNullable()
      table.index(['run_id', 'run_event_id'])
      table.check("level in ('info', 'warning', 'error')", {}, 'run_events_level_check')
    })
  }

  async down() {
    this.schema.dropTable('run_events')
    this.schema.dropTable('training_runs')
  }
}
