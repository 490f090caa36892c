import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('users', (table) => {
      table.increments('id')
      table.text('email').notNullable()
      table.text('password').notNullable()
      table.text('role').notNullable()
      table.timestamp('disabled_at')
      table.timestamp('last_seen_at')
      table.timestamp('created_at').notNullable()
      table.timestamp('updated_at')
      table.check("role in ('viewer', 'researcher', 'trader', 'admin')", {}, 'users_role_check')
    })
    // one person, one account, however the address is typed
    this.schema.raw('CREATE UNIQUE INDEX users_email_unique ON users (lower(email))')
    this.schema.createTable('auth_access_tokens', (table) => {
      table.increments('id')
      table.integer('tokenable_id').notNullable().references('users.id').onDelete('CASCADE').index()
      table.text('type').notNullable()
      table.text('name')
      table.text('hash').notNullable()
      table.text('abilities').notNullable()
      table.timestamp('created_at').notNullable()
      table.timestamp('updated_at').notNullable()
      table.timestamp('last_used_at')
      table.timestamp('expires_at')
    })
    this.schema.createTable('remember_me_tokens', (table) => {
      table.increments('id')
      table.integer('tokenable_id').notNullable().references('users.id').onDelete('CASCADE').index()
      table.text('hash').notNullable().unique()
      table.timestamp('created_at').notNullable()
      table.timestamp('updated_at').notNullable()
      table.timestamp('expires_at').notNullable()
    })
    this.schema.createTable('sessions', (table) => {
      table.text('id').primary()
      table.text('data').notNullable()
      table.timestamp('expires_at').notNullable().index()
      table.integer('user_id').index()
    })
  }

  async down() {
    for (const table of ['sessions', 'remember_me_tokens', 'auth_access_tokens', 'users']) {
      this.schema.dropTable(table)
    }
  }
}
