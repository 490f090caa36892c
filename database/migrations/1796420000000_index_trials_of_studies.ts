import { BaseSchema } from '@adonisjs/lucid/schema'

/** Orders of the table of trials that the first indices do not have, and trials by status. */
const INDICES = {
  study_trials_furthest_index:
    '(study_id, (coalesce(rung + 0.5 + atan(value) / pi(), -1)), number)',
  study_trials_rung_desc_index: '(study_id, rung desc nulls last, number desc)',
  study_trials_value_down_index: '(study_id, value desc nulls last, number desc)',
  study_trials_value_2_desc_index: '(study_id, value_2 desc nulls last, number desc)',
  study_trials_status_index: '(study_id, status, number)',
} as const

/** Indices whose order no list has. */
const REPLACED = {
  study_trials_rung_any_index: '(study_id, rung, number)',
  study_trials_value_desc_index: '(study_id, value desc nulls last, number)',
  study_trials_value_2_any_index: '(study_id, value_2, number)',
} as const

export default class extends BaseSchema {
  async up() {
    for (const name of Object.keys(REPLACED)) this.schema.raw(`DROP INDEX ${name}`)
    for (const [name, columns] of Object.entries(INDICES)) {
      this.schema.raw(`CREATE INDEX ${name} ON study_trials ${columns}`)
    }
  }

  async down() {
    for (const name of Object.keys(INDICES)) this.schema.raw(`DROP INDEX ${name}`)
    for (const [name, columns] of Object.entries(REPLACED)) {
      this.schema.raw(`CREATE INDEX ${name} ON study_trials ${columns}`)
    }
  }
}
