import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('experiments', (table) => {
      table.bigIncrements('experiment_id')
      table.text('name').notNullable()
      table.text('preset')
      table.jsonb('parameters').notNullable()
      table.specificType('tags', 'text[]').notNullable().defaultTo('{}')
      table.text('notes').notNullable().defaultTo('')
      table.integer('user_id').unsigned().references('users.id').onDelete('SET NULL')
      table.timestamp('created_at').notNullable().defaultTo(this.now())
    })
    this.schema.createTable('experiment_datasets', (table) => {
      table.bigIncrements('experiment_dataset_id')
      table
        .bigInteger('experiment_id')
        .notNullable()
        .references('experiments.experiment_id')
        .onDelete('CASCADE')
      // no cascade: a dataset in use is not deleted
      table.bigInteger('dataset_id').notNullable().references('datasets.dataset_id').index()
      table.smallint('position').notNullable()
      table.unique(['experiment_id', 'position'])
      table.unique(['experiment_id', 'dataset_id'])
    })
  }

  async down() {
    this.schema.dropTable('experiment_datasets')
    this.schema.dropTable('experiments')
  }
}
