import { BaseSchema } from '@adonisjs/lucid/schema'

/** Studies with their trials, and the log that every decision is taken from. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('studies', (table) => {
      table.bigIncrements('study_id')
      table.text('name').notNullable()
      table.text('notes').notNullable().defaultTo('')
      table.jsonb('plan').notNullable()
      table.text('status').notNullable().defaultTo('running')
      table.integer('user_id').unsigned().references('users.id').onDelete('SET NULL')
      // whose trials the sampler learns from, and count with this one's
      table.bigInteger('warm_start_id').references('studies.study_id').onDelete('SET NULL').index()
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.timestamp('ended_at')
      // bounds as they stand; null: none
      table.integer('trials_bound')
      table.bigInteger('episodes_bound')
      table.double('seconds_bound')
      // time of running, pauses left out: seconds up to the last pause, and since when it runs
      table.double('seconds').notNullable().defaultTo(0)
      table.timestamp('running_since', { precision: 3 })
      // digests of the log, kept with it
      table.integer('event_count').notNullable().defaultTo(0)
      table.integer('trial_count').notNullable().defaultTo(0)
      table.integer('trials_running').notNullable().defaultTo(0)
      table.integer('trials_failed').notNullable().defaultTo(0)
      table.bigInteger('episodes_used').notNullable().defaultTo(0)
      // the best of the trials that came furthest
      table.integer('best_trial')
      table.double('best_value')
      table.integer('best_resource')
      table.text('error_code')
      table.text('error_message')
      table.text('error_remedy')
      table.index(['status', 'study_id'])
      table.check(
        "status in ('running', 'paused', 'completed', 'stopped', 'failed')",
        {},
        'studies_status_check'
      )
    })
    this.schema.createTable('study_datasets', (table) => {
      table.bigInteger('study_id').notNullable().references('studies.study_id').onDelete('CASCADE')
      // no cascade: a dataset in use is not deleted
      table.bigInteger('dataset_id').notNullable().references('datasets.dataset_id').index()
      table.smallint('position').notNullable()
      table.primary(['study_id', 'position'])
    })
    this.schema.createTable('study_trials', (table) => {
      table.bigIncrements('study_trial_id')
      table.bigInteger('study_id').notNullable().references('studies.study_id').onDelete('CASCADE')
      table.integer('number').notNullable()
      table.text('origin').notNullable()
      table.jsonb('values').notNullable()
      table.text('status').notNullable().defaultTo('running')
      // the highest rung reported, null before the first; and the one it was last handed out to
      table.integer('rung')
      table.integer('target_rung').notNullable().defaultTo(0)
      // episodes of each seed at that rung
      table.integer('resource').notNullable()
      // the objectives there, in their own units
      table.double('value')
      table.double('value_2')
      table.text('error_message')
      table.timestamp('created_at', { precision: 3 }).notNullable().defaultTo(this.now(3))
      table.timestamp('updated_at', { precision: 3 }).notNullable().defaultTo(this.now(3))
      table.unique(['study_id', 'number'])
      table.check(
        "status in ('running', 'paused', 'completed', 'failed')",
        {},
        'study_trials_status_check'
      )
    })
    for (const order of ['value desc nulls last', 'value asc nulls last', 'value_2', 'rung']) {
      const [column, direction] = order.split(' ')
      this.schema.raw(
        `CREATE INDEX study_trials_${column}_${direction ?? 'any'}_index ON study_trials (study_id, ${order}, number)`
      )
    }
    this.schema.createTable('study_events', (table) => {
      table.bigInteger('study_id').notNullable().references('studies.study_id').onDelete('CASCADE')
      table.integer('number').notNullable()
      table.text('kind').notNullable()
      table.integer('trial')
      table.integer('rung')
      // episodes of the rung that was handed out or reported, and the first objective there
      table.integer('resource')
      table.double('value')
      // what else the event says: objectives reported, points enqueued, bounds, a reason
      table.jsonb('detail')
      table.timestamp('created_at', { precision: 3 }).notNullable().defaultTo(this.now(3))
      table.primary(['study_id', 'number'])
      table.check(
        "kind in ('started', 'promoted', 'reported', 'enqueued', 'bounded', 'closed')",
        {},
        'study_events_kind_check'
      )
    })
    // no rung has a result twice, and no trial is handed out twice
    this.schema.raw(
      'CREATE UNIQUE INDEX study_events_once_index ON study_events (study_id, kind, trial, rung) WHERE trial IS NOT NULL'
    )
    // who trained what, when: the lanes of the timeline
    this.schema.createTable('study_segments', (table) => {
      table.bigIncrements('study_segment_id')
      table
        .bigInteger('study_trial_id')
        .notNullable()
        .references('study_trials.study_trial_id')
        .onDelete('CASCADE')
      table.bigInteger('seed').notNullable()
      table.integer('attempt').notNullable()
      table.integer('rung').notNullable()
      // host and process, which outlive the worker's row
      table.text('worker').notNullable()
      table.timestamp('started_at', { precision: 3 }).notNullable().defaultTo(this.now(3))
      table.timestamp('ended_at', { precision: 3 })
      // null while it goes on, and when the worker was lost
      table.text('outcome')
      table.unique(['study_trial_id', 'seed', 'attempt'])
    })
    // the experiment that trains a trial, one run a seed
    this.schema.alterTable('experiments', (table) => {
      table
        .bigInteger('study_trial_id')
        .unique()
        .references('study_trials.study_trial_id')
        .onDelete('CASCADE')
    })
    // the episode at whose end a run pauses behind a checkpoint; null: it trains to its end
    this.schema.alterTable('training_runs', (table) => {
      table.integer('pause_at')
    })
  }

  async down() {
    this.schema.alterTable('training_runs', (table) => {
      table.dropColumn('pause_at')
    })
    this.schema.alterTable('experiments', (table) => {
      table.dropColumn('study_trial_id')
    })
    for (const name of [
      'study_segments',
      'study_events',
      'study_trials',
      'study_datasets',
      'studies',
    ]) {
      this.schema.dropTable(name)
    }
  }
}
