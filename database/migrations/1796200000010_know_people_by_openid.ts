import { BaseSchema } from '@adonisjs/lucid/schema'

/** Whom an OpenID provider knows as what: `issuer subject`; null: signs in with a password alone. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('users', (table) => {
      table.text('openid_subject').unique()
    })
  }

  async down() {
    this.schema.alterTable('users', (table) => {
      table.dropColumn('openid_subject')
    })
  }
}
