import { BaseSchema } from '@adonisjs/lucid/schema'

/** What browsers were told: one that was cut off asks for what it missed. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('told_events', (table) => {
      table.bigIncrements('told_event_id')
      table.text('event').notNullable()
      table.text('text').notNullable()
      table.text('path').notNullable()
      table.timestamp('told_at').notNullable().defaultTo(this.raw('clock_timestamp()')).index()
    })
  }

  async down() {
    this.schema.dropTable('told_events')
  }
}
