import { BaseSchema } from '@adonisjs/lucid/schema'

/** A study of many trials has as many experiments: the newest of all are found without a sort. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw(
      'CREATE INDEX experiments_created_at_index ON experiments (created_at, experiment_id)'
    )
  }

  async down() {
    this.schema.raw('DROP INDEX experiments_created_at_index')
  }
}
