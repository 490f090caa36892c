import { BaseSchema } from '@adonisjs/lucid/schema'

/** Orders of lists of pages by a name. */
const INDEXES = {
  experiments_name_index: 'experiments (name, experiment_id)',
  datasets_symbol_index: 'datasets (symbol, dataset_id)',
}

export default class extends BaseSchema {
  async up() {
    for (const [name, columns] of Object.entries(INDEXES)) {
      this.schema.raw(`CREATE INDEX ${name} ON ${columns}`)
    }
  }

  async down() {
    for (const name of Object.keys(INDEXES)) this.schema.raw(`DROP INDEX ${name}`)
  }
}
