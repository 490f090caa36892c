import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('evaluation_runs', (table) => {
      table.bigIncrements('evaluation_id')
      table
        .bigInteger('experiment_id')
        .notNullable()
        .references('experiments.experiment_id')
        .onDelete('CASCADE')
        .index()
      table.text('range').notNullable()
      table.timestamp('from_time').notNullable()
      table.timestamp('to_time').notNullable()
      table.integer('bars').notNullable()
      table.jsonb('settings').notNullable()
      table.jsonb('verdicts').notNullable()
      // which look at these bars it was; null for the validation range
      table.integer('look')
      table.integer('user_id').unsigned().references('users.id').onDelete('SET NULL')
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.check("range in ('validation', 'test')", {}, 'evaluation_runs_range_check')
      table.check("(look is null) = (range <> 'test')", {}, 'evaluation_runs_look_check')
    })
    this.schema.createTable('evaluation_metrics', (table) => {
      table.bigIncrements('evaluation_metric_id')
      table
        .bigInteger('evaluation_id')
        .notNullable()
        .references('evaluation_runs.evaluation_id')
        .onDelete('CASCADE')
      // agent (one a seed), median, buy_and_hold, sma_crossover, always_flat
      table.text('subject').notNullable()
      table.bigInteger('run_id').references('training_runs.run_id').onDelete('CASCADE').index()
      table.bigInteger('episode_id').references('episodes.episode_id').onDelete('SET NULL').index()
      table.text('metric').notNullable()
      table.double('value') // null: undefined, never 0 or NaN
      table.double('low')
      table.double('high')
      table.index(['evaluation_id', 'subject'])
      table.check("value <> 'NaN'", {}, 'evaluation_metrics_value_check')
    })
    this.schema.createTable('test_looks', (table) => {
      table.bigIncrements('test_look_id')
      table.text('symbol').notNullable()
      table.text('interval').notNullable()
      table.timestamp('from_time').notNullable()
      table.timestamp('to_time').notNullable()
      table.bigInteger('dataset_id').references('datasets.dataset_id').onDelete('SET NULL').index()
      // a look stays counted when what was looked at is deleted
      table
        .bigInteger('evaluation_id')
        .references('evaluation_runs.evaluation_id')
        .onDelete('SET NULL')
        .index()
      table.text('reason').notNullable().defaultTo('')
      table.integer('user_id').unsigned().references('users.id').onDelete('SET NULL')
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.index(['symbol', 'interval', 'from_time'])
    })
  }

  async down() {
    this.schema.dropTable('test_looks')
    this.schema.dropTable('evaluation_metrics')
    this.schema.dropTable('evaluation_runs')
  }
}
