import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('checkpoints', (table) => {
      table.bigIncrements('checkpoint_id')
      table
        .bigInteger('run_id')
        .notNullable()
        .references('training_runs.run_id')
        .onDelete('CASCADE')
        .index()
      // the last episode that the checkpoint has behind it; later ones are discarded on resume
      table.integer('sequence').notNullable()
      table.integer('episodes_done').notNullable()
      table.bigInteger('env_steps').notNullable()
      table.bigInteger('updates').notNullable()
      table.double('seconds').notNullable()
      table.jsonb('fingerprint').notNullable()
      table.jsonb('manifest').notNullable()
      table.specificType('sha256', 'char(64)').notNullable()
      table.integer('size_bytes').notNullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.unique(['run_id', 'sequence'])
    })
    this.schema.createTable('models', (table) => {
      table.bigIncrements('model_id')
      table
        .bigInteger('run_id')
        .notNullable()
        .unique()
        .references('training_runs.run_id')
        .onDelete('CASCADE')
      table.bigInteger('episode_id').references('episodes.episode_id').onDelete('SET NULL').index()
      table.text('stage').notNullable().defaultTo('candidate')
      table.double('validation')
      table.jsonb('manifest').notNullable()
      table.specificType('weights_sha256', 'char(64)').notNullable()
      table.integer('size_bytes').notNullable()
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.check("stage in ('candidate', 'promoted', 'retired')", {}, 'models_stage_check')
    })
    for (const [owner, key] of [
      ['checkpoint', 'checkpoints.checkpoint_id'],
      ['model', 'models.model_id'],
    ]) {
      this.schema.createTable(`${owner}_contents`, (table) => {
        table.bigInteger(`${owner}_id`).primary().references(key).onDelete('CASCADE')
        table.binary('content').notNullable()
      })
      this.schema.raw(`ALTER TABLE ${owner}_contents ALTER COLUMN content SET STORAGE EXTERNAL`)
    }
  }

  async down() {
    for (const name of ['model_contents', 'checkpoint_contents', 'models', 'checkpoints']) {
      this.schema.dropTable(name)
    }
  }
}
