import { BaseSchema } from '@adonisjs/lucid/schema'

/** The fold of a walk-forward evaluation that a study tunes; null: none. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('studies', (table) => {
      table
        .bigInteger('evaluation_id')
        .references('evaluation_runs.evaluation_id')
        .onDelete('SET NULL')
      table.integer('fold')
      table.unique(['evaluation_id', 'fold'])
    })
  }

  async down() {
    this.schema.alterTable('studies', (table) => {
      table.dropUnique(['evaluation_id', 'fold'])
      table.dropColumn('evaluation_id')
      table.dropColumn('fold')
    })
  }
}
