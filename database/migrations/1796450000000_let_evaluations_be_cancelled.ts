import { BaseSchema } from '@adonisjs/lucid/schema'

const CHECK = 'evaluation_runs_status_check'

/** An evaluation that waits, trains its folds or computes can be told to end. */
export default class extends BaseSchema {
  async up() {
    this.#allow("'queued', 'training', 'running', 'completed', 'failed', 'cancelled'")
  }

  async down() {
    this.schema.raw("UPDATE evaluation_runs SET status = 'failed' WHERE status = 'cancelled'")
    this.#allow("'queued', 'training', 'running', 'completed', 'failed'")
  }

  #allow(statuses: string): void {
    this.schema.alterTable('evaluation_runs', (table) => {
      table.dropChecks([CHECK])
      table.check(`status in (${statuses})`, {}, CHECK)
    })
  }
}
