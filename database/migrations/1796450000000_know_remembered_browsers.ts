import { BaseSchema } from '@adonisjs/lucid/schema'

/** A browser that is kept signed in stays in its person's list when its session is over. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('remember_me_tokens', (table) => {
      table.text('address')
      table.text('agent')
    })
  }

  async down() {
    this.schema.alterTable('remember_me_tokens', (table) => {
      table.dropColumns('address', 'agent')
    })
  }
}
