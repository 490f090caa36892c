import { BaseSchema } from '@adonisjs/lucid/schema'

/** Pages of runs show those of people, of studies or of folds: 50,000 trials must not be read past. */
const INDEXES = {
  experiments_of_people_index: 'study_trial_id is null and fold is null',
  experiments_of_studies_index: 'study_trial_id is not null',
  experiments_of_folds_index: 'fold is not null',
}

export default class extends BaseSchema {
  async up() {
    for (const [name, condition] of Object.entries(INDEXES)) {
      this.schema.raw(`CREATE INDEX ${name} ON experiments (experiment_id) WHERE ${condition}`)
    }
  }

  async down() {
    for (const name of Object.keys(INDEXES)) this.schema.raw(`DROP INDEX ${name}`)
  }
}
