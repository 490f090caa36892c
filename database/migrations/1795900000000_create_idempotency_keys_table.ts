import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('idempotency_keys', (table) => {
      table.integer('user_id').notNullable().references('users.id').onDelete('CASCADE')
      table.text('key').notNullable()
      table.text('operation').notNullable()
      table.specificType('request_sha256', 'char(64)').notNullable()
      // null: the request has not ended, or its process was killed in its middle
      table.smallint('status')
      table.jsonb('answer')
      table.timestamp('created_at').notNullable().defaultTo(this.now()).index()
      table.primary(['user_id', 'key'])
      table.check('(status is null) = (answer is null)', {}, 'idempotency_keys_answer_check')
    })
  }

  async down() {
    this.schema.dropTable('idempotency_keys')
  }
}
