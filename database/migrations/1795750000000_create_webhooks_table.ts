import { BaseSchema } from '@adonisjs/lucid/schema'

/** Where events are told to other programs, and each time that it was tried. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('webhooks', (table) => {
      table.bigIncrements('webhook_id')
      table.text('name').notNullable()
      table.text('url').notNullable()
      table.text('format').notNullable()
      table.specificType('events', 'text[]').notNullable()
      // encrypted with the application's key: it signs, so a hash would not do
      table.text('secret').notNullable()
      table.boolean('active').notNullable().defaultTo(true)
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.check("format in ('generic', 'slack')", {}, 'webhooks_format_check')
    })
    this.schema.createTable('webhook_deliveries', (table) => {
      table.bigIncrements('webhook_delivery_id')
      table
        .bigInteger('webhook_id')
        .notNullable()
        .references('webhooks.webhook_id')
        .onDelete('CASCADE')
        .index()
      table.text('event').notNullable()
      table.jsonb('payload').notNullable()
      table.text('status').notNullable().defaultTo('queued')
      table.integer('attempts').notNullable().defaultTo(0)
      table.integer('http_status')
      table.text('error')
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.timestamp('settled_at')
      table.check(
        "status in ('queued', 'delivered', 'failed')",
        {},
        'webhook_deliveries_status_check'
      )
    })
  }

  async down() {
    this.schema.dropTable('webhook_deliveries')
    this.schema.dropTable('webhooks')
  }
}
