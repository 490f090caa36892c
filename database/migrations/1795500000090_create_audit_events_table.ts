import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.createTable('audit_events', (table) => {
      table.bigIncrements('audit_event_id')
      table.timestamp('time', { precision: 3 }).notNullable().defaultTo(this.now(3))
      // no foreign key: the log keeps who it was when the user is gone
      table.integer('user_id')
      table.text('person').notNullable()
      table.text('act').notNullable()
      table.text('object_type').notNullable()
      table.text('object_id')
      table.jsonb('details').notNullable()
      table.text('address')
      table.text('route').notNullable()
      table.index(['object_type', 'object_id'])
      table.index(['user_id', 'audit_event_id'])
      table.check("route in ('page', 'api', 'command', 'system')", {}, 'audit_events_route_check')
    })
    this.schema.raw(`
      CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN RAISE EXCEPTION 'audit_events is append-only'; END $$`)
    this.schema.raw(`
      CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
      FOR EACH ROW EXECUTE FUNCTION refuse_audit_change()`)
    this.schema.createTable('setup_links', (table) => {
      table.bigIncrements('setup_link_id')
      table.specificType('token_sha256', 'char(64)').notNullable().unique()
      table.timestamp('expires_at').notNullable()
      table.timestamp('used_at')
      table.timestamp('created_at').notNullable().defaultTo(this.now())
    })
  }

  async down() {
    this.schema.dropTable('setup_links')
    this.schema.dropTable('audit_events')
    this.schema.raw('DROP FUNCTION refuse_audit_change()')
  }
}
