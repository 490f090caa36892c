import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    // what administrators set on a page, by name
    this.schema.createTable('instance_settings', (table) => {
      table.text('name').primary()
      table.jsonb('value').notNullable()
      table.timestamp('updated_at').notNullable().defaultTo(this.now())
    })
  }

  async down() {
    this.schema.dropTable('instance_settings')
  }
}
