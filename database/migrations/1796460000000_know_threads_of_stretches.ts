import { BaseSchema } from '@adonisjs/lucid/schema'

/** How many runs the worker of a stretch trains at once: its idle threads are told long after it ended. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('study_segments', (table) => {
      // null: stored before it was known, or the worker was gone
      table.integer('threads')
    })
  }

  async down() {
    this.schema.alterTable('study_segments', (table) => table.dropColumn('threads'))
  }
}
