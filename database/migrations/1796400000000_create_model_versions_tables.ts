import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * A model is an experiment with its stored weights: a candidate until it is promoted, which gives it a
 * name and a version. `models` keeps the weights of each run, as before.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('models', (table) => {
      table.dropColumn('stage')
    })
    this.schema.createTable('model_versions', (table) => {
      table.bigIncrements('model_version_id')
      table
        .bigInteger('experiment_id')
        .notNullable()
        .unique()
        .references('experiments.experiment_id')
        .onDelete('CASCADE')
      table.text('name').notNullable()
      table.integer('version').notNullable()
      table.text('stage').notNullable()
      table.text('reason').notNullable().defaultTo('')
      // what was known when it was promoted: verdicts stay when the evaluation is deleted
      table
        .bigInteger('evaluation_id')
        .references('evaluation_runs.evaluation_id')
        .onDelete('SET NULL')
        .index()
      table.jsonb('verdicts').notNullable()
      table.integer('user_id').unsigned().references('users.id').onDelete('SET NULL')
      table.timestamp('promoted_at').notNullable().defaultTo(this.now())
      table.integer('retired_by').unsigned().references('users.id').onDelete('SET NULL')
      table.timestamp('retired_at')
      table.text('retire_reason').notNullable().defaultTo('')
      table.unique(['name', 'version'])
      table.check("name ~ '^[a-z0-9][a-z0-9._-]{0,59}$'", {}, 'model_versions_name_check')
      table.check('version >= 1', {}, 'model_versions_version_check')
      table.check("stage in ('promoted', 'retired')", {}, 'model_versions_stage_check')
      table.check("(stage = 'retired') = (retired_at is not null)", {}, 'model_versions_end_check')
    })
    // the weights that were promoted: a seed that completes later is none of them
    this.schema.createTable('model_version_members', (table) => {
      table
        .bigInteger('model_version_id')
        .notNullable()
        .references('model_versions.model_version_id')
        .onDelete('CASCADE')
      table
        .bigInteger('model_id')
        .notNullable()
        .unique()
        .references('models.model_id')
        .onDelete('CASCADE')
      table.primary(['model_version_id', 'model_id'])
    })
    this.schema.createTable('model_exports', (table) => {
      table.bigIncrements('model_export_id')
      table.bigInteger('model_id').notNullable().references('models.model_id').onDelete('CASCADE')
      table.text('format').notNullable()
      // a resumed run may find better weights: exports of others are no longer shown
      table.specificType('weights_sha256', 'char(64)').notNullable()
      // of the names and hashes of its files
      table.specificType('sha256', 'char(64)').notNullable()
      table.integer('size_bytes').notNullable()
      table.integer('observations').notNullable()
      table.double('largest_difference').notNullable()
      table.text('code_version').notNullable()
      table.integer('user_id').unsigned().references('users.id').onDelete('SET NULL')
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.unique(['model_id', 'format', 'weights_sha256'])
      table.check("format in ('onnx', 'tfjs', 'json')", {}, 'model_exports_format_check')
    })
    this.schema.createTable('model_export_files', (table) => {
      table.bigIncrements('model_export_file_id')
      table
        .bigInteger('model_export_id')
        .notNullable()
        .references('model_exports.model_export_id')
        .onDelete('CASCADE')
      table.text('name').notNullable()
      table.specificType('sha256', 'char(64)').notNullable()
      table.integer('size_bytes').notNullable()
      table.binary('content').notNullable()
      table.unique(['model_export_id', 'name'])
    })
    this.schema.raw('ALTER TABLE model_export_files ALTER COLUMN content SET STORAGE EXTERNAL')
  }

  async down() {
    for (const table of ['model_export_files', 'model_exports', 'model_version_members']) {
      this.schema.dropTable(table)
    }
    this.schema.dropTable('model_versions')
    this.schema.alterTable('models', (table) => {
      table.text('stage').notNullable().defaultTo('candidate')
      table.check("stage in ('candidate', 'promoted', 'retired')", {}, 'models_stage_check')
    })
  }
}
