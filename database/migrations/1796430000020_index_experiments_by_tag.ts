import { BaseSchema } from '@adonisjs/lucid/schema'

export default class extends BaseSchema {
  async up() {
    this.schema.raw('CREATE INDEX experiments_tags_index ON experiments USING gin (tags)')
  }

  async down() {
    this.schema.raw('DROP INDEX experiments_tags_index')
  }
}
