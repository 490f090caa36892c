import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('datasets', (table) => {
      table.bigIncrements('dataset_id')
      table.text('symbol').notNullable()
      table.text('interval').notNullable()
      table.text('source').notNullable()
      table.text('calendar').notNullable()
      table.text('currency')
      table.specificType('sha256', 'char(64)').notNullable().unique()
      table.integer('version').notNullable()
      table.integer('bars').notNullable()
      table.timestamp('first_time').notNullable()
      table.timestamp('last_time').notNullable()
      table.boolean('split_adjusted').notNullable()
      table.jsonb('actions').notNullable()
      table.integer('repaired_bars').notNullable().defaultTo(0)
      table.integer('warning_count').notNullable().defaultTo(0)
      table.integer('info_count').notNullable().defaultTo(0)
      table.integer('user_id').unsigned().references('users.id').onDelete('SET NULL')
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.unique(['symbol', 'interval', 'source', 'version'])
      table.check('bars >= 2 and version >= 1', {}, 'datasets_sizes_check')
      table.check('first_time < last_time', {}, 'datasets_range_check')
    })
    this.schema.createTable('dataset_columns', (table) => {
      table.bigInteger('dataset_id').primary().references('datasets.dataset_id').onDelete('CASCADE')
      table.binary('content').notNullable()
    })
    // the content is compressed already
    this.schema.raw('ALTER TABLE dataset_columns ALTER COLUMN content SET STORAGE EXTERNAL')
    this.schema.createTable('dataset_findings', (table) => {
      table.bigIncrements('dataset_finding_id')
      table
        .bigInteger('dataset_id')
        .notNullable()
        .references('datasets.dataset_id')
        .onDelete('CASCADE')
        .index()
      table.text('rule').notNullable()
      table.text('severity').notNullable()
      table.integer('count').notNullable()
      table.integer('first_bar')
      table.timestamp('first_time')
      table.text('message').notNullable()
      table.check("severity in ('error', 'warning', 'info')", {}, 'dataset_findings_severity_check')
      table.check('count >= 1', {}, 'dataset_findings_count_check')
    })
  }

  async down() {
    this.schema.dropTable('dataset_findings')
    this.schema.dropTable('dataset_columns')
    this.schema.dropTable('datasets')
  }
}
