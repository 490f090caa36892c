import { BaseSchema } from '@adonisjs/lucid/schema'

/** The front page asks for deliveries that were given up lately. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(
      "CREATE INDEX webhook_deliveries_failed_index ON webhook_deliveries (settled_at) WHERE status = 'failed'"
    )
  }

  async down() {
    this.schema.raw('DROP INDEX webhook_deliveries_failed_index')
  }
}
