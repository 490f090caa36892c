import { BaseSchema } from '@adonisjs/lucid/schema'

/** Wrong sign-ins are counted for all instances together, and outlast a restart. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('sign_in_attempts', (table) => {
      // of a network address, or one with an email: what strangers type is not kept
      table.specificType('key_sha256', 'char(64)').primary()
      table.integer('attempts').notNullable()
      table.timestamp('last_at').notNullable().index()
      table.check('attempts > 0', {}, 'sign_in_attempts_attempts_check')
    })
  }

  async down() {
    this.schema.dropTable('sign_in_attempts')
  }
}
