import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('saved_presets', (table) => {
      table.bigIncrements('saved_preset_id')
      table.text('name').notNullable()
      table.text('preset').notNullable()
      table.jsonb('overrides').notNullable()
      table.jsonb('seeds').notNullable()
      table.boolean('is_shared').notNullable()
      table.integer('user_id').unsigned().references('users.id').onDelete('SET NULL')
      table.timestamp('created_at').notNullable().defaultTo(this.now())
      table.timestamp('updated_at').notNullable().defaultTo(this.now())
      table.check("preset in ('quick', 'default', 'thorough')", {}, 'saved_presets_preset_check')
      table.check("name = trim(name) and name <> ''", {}, 'saved_presets_name_check')
    })
    // a name means one thing to everybody, or one thing to its owner
    this.schema.raw(
      'CREATE UNIQUE INDEX saved_presets_shared_name ON saved_presets (lower(name)) WHERE is_shared'
    )
    this.schema.raw(
      `CREATE UNIQUE INDEX saved_presets_own_name ON saved_presets (user_id, lower(name))
       WHERE NOT is_shared`
    )
    this.schema.alterTable('experiments', (table) => {
      table.text('saved_preset') // its name at the launch
    })
  }

  async down() {
    this.schema.alterTable('experiments', (table) => table.dropColumn('saved_preset'))
    this.schema.dropTable('saved_presets')
  }
}
