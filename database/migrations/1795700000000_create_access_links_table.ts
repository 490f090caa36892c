import { BaseSchema } from '@adonisjs/lucid/schema'

/** One-time links: an invitation makes an account, a reset sets a new password. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('access_links', (table) => {
      table.bigIncrements('access_link_id')
      table.text('kind').notNullable()
      table.text('email').notNullable()
      // the role of an invitation; the account of a reset
      table.text('role')
      table.integer('user_id').unsigned().references('users.id').onDelete('CASCADE').index()
      table.specificType('token_sha256', 'char(64)').notNullable().unique()
      table.text('made_by').notNullable()
      table.timestamp('expires_at').notNullable()
      table.timestamp('used_at')
      table.timestamp('revoked_at')
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.check("kind in ('invitation', 'reset')", {}, 'access_links_kind_check')
      table.check("(kind = 'invitation') = (role is not null)", {}, 'access_links_role_check')
      table.check("(kind = 'reset') = (user_id is not null)", {}, 'access_links_user_check')
    })
  }

  async down() {
    this.schema.dropTable('access_links')
  }
}
