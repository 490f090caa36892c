import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('episodes', (table) => {
      table.bigIncrements('episode_id')
      table
        .bigInteger('run_id')
        .notNullable()
        .references('training_runs.run_id')
        .onDelete('CASCADE')
      // episodes of a run in the order they happened, all kinds: 1, 2, …
      table.integer('sequence').notNullable()
      table.text('external_episode_id')
      table.text('kind').notNullable()
      table.integer('number').notNullable()
      table.text('status').notNullable()
      table.bigInteger('dataset_id').notNullable().references('datasets.dataset_id')
      table.integer('start_bar').notNullable()
      table.timestamp('start_time').notNullable()
      table.timestamp('end_time').notNullable()
      table.timestamp('recorded_at', { precision: 3 }).notNullable()
      table.double('initial_portfolio_value').notNullable()
      table.double('final_portfolio_value').notNullable()
      table.double('pnl').notNullable()
      table.double('total_return').notNullable()
      table.double('sharpe_ratio')
      table.double('max_drawdown')
      table.double('total_reward').notNullable()
      table.integer('total_steps').notNullable()
      table.integer('total_trades').notNullable()
      table.double('win_rate')
      table.double('exposure').notNullable()
      table.double('epsilon').notNullable()
      table.double('mean_loss')
      table.double('mean_max_q')
      table.specificType('action_counts', 'integer[]').notNullable()
      table.boolean('steps_recorded').notNullable()
      table.unique(['run_id', 'sequence'])
      table.index(['run_id', 'kind', 'number'])
      table.index(['kind', 'episode_id'])
      table.check("kind in ('training', 'validation', 'test')", {}, 'episodes_kind_check')
      table.check("status in ('terminated', 'truncated')", {}, 'episodes_status_check')
      table.check('max_drawdown <= 0', {}, 'episodes_max_drawdown_check')
      table.check('number >= 0 and total_steps >= 1', {}, 'episodes_counts_check')
    })
    this.schema.alterTable('training_runs', (table) => {
      table
        .foreign('best_episode_id')
        .references('episodes.episode_id')
        .onDelete('SET NULL')
        .withKeyName('training_runs_best_episode_id_foreign')
      table.index(['best_episode_id'])
    })
  }

  async down() {
    this.schema.alterTable('training_runs', (table) => {
      table.dropForeign(['best_episode_id'], 'training_runs_best_episode_id_foreign')
    })
    this.schema.dropTable('episodes')
  }
}
