import { BaseSchema } from '@adonisjs/lucid/schema'

/** Evaluations become jobs with a stored tear sheet; trials are counted for good. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('evaluation_runs', (table) => {
      table.text('status').notNullable().defaultTo('completed')
      // one run of the experiment instead of all of its seeds
      table.bigInteger('run_id').references('training_runs.run_id').onDelete('CASCADE').index()
      table.bigInteger('dataset_id').references('datasets.dataset_id').onDelete('SET NULL').index()
      table.text('reason').notNullable().defaultTo('')
      table.jsonb('walk_forward')
      table.jsonb('error')
      table.double('seconds')
      table.timestamp('completed_at')
      table.dropChecks(['evaluation_runs_range_check'])
    })
    this.schema.alterTable('evaluation_runs', (table) => {
      table.check(
        "range in ('validation', 'test', 'walk_forward')",
        {},
        'evaluation_runs_range_check'
      )
      table.check(
        "status in ('queued', 'training', 'running', 'completed', 'failed')",
        {},
        'evaluation_runs_status_check'
      )
      table.index(['experiment_id', 'evaluation_id'])
    })
    this.schema.createTable('evaluation_documents', (table) => {
      table
        .bigInteger('evaluation_id')
        .primary()
        .references('evaluation_runs.evaluation_id')
        .onDelete('CASCADE')
      table.jsonb('content').notNullable()
    })
    // the experiment that retrains one fold of a walk-forward evaluation
    this.schema.alterTable('experiments', (table) => {
      table
        .bigInteger('evaluation_id')
        .references('evaluation_runs.evaluation_id')
        .onDelete('SET NULL')
        .index()
      table.integer('fold')
    })
    // every training run ever made on some bars: what a deflated Sharpe ratio counts
    this.schema.createTable('trials', (table) => {
      table.bigIncrements('trial_id')
      table.text('symbol').notNullable()
      table.text('interval').notNullable()
      table.timestamp('from_time').notNullable()
      table.timestamp('to_time').notNullable()
      // null once the run is deleted: a trial stays counted
      table.bigInteger('run_id').references('training_runs.run_id').onDelete('SET NULL').index()
      // annualised, of the best validation; while the run exists it is read there
      table.double('sharpe')
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.index(['symbol', 'interval', 'from_time'])
    })
    this.schema.raw(`
      insert into trials (symbol, interval, from_time, to_time, run_id, created_at)
      select d.symbol, d.interval, d.first_time, d.last_time, r.run_id, r.queued_at
      from training_runs r
      join experiment_datasets e on e.experiment_id = r.experiment_id
      join datasets d on d.dataset_id = e.dataset_id
    `)
  }

  async down() {
    this.schema.dropTable('trials')
    this.schema.alterTable('experiments', (table) => {
      table.dropColumn('fold')
      table.dropColumn('evaluation_id')
    })
    this.schema.dropTable('evaluation_documents')
    this.schema.alterTable('evaluation_runs', (table) => {
      table.dropIndex(['experiment_id', 'evaluation_id'])
      for (const column of ['status', 'run_id', 'dataset_id', 'reason', 'walk_forward']) {
        table.dropColumn(column)
      }
      for (const column of ['error', 'seconds', 'completed_at']) table.dropColumn(column)
    })
  }
}
