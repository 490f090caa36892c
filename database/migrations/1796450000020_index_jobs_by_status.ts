import { BaseSchema } from '@adonisjs/lucid/schema'

/** The list of jobs is paged by key within each status. */
const INDEXES = {
  training_runs_jobs_index:
    "training_runs (status, run_id) WHERE status IN ('queued', 'running', 'failed')",
  reruns_jobs_index: "reruns (status, rerun_id) WHERE status IN ('queued', 'running', 'failed')",
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
