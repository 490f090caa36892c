import { BaseSchema } from '@adonisjs/lucid/schema'

/** How long a trial trained and who trained it last: the table of trials is ordered by both. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('study_trials', (table) => {
      // over all stretches and seeds that have ended; null: none has
      table.double('seconds')
      table.text('worker')
    })
    this.schema.raw(`
      update study_trials t set seconds = s.seconds, worker = s.worker
      from (select study_trial_id, sum(extract(epoch from ended_at - started_at)) as seconds,
          (array_agg(worker order by study_segment_id desc))[1] as worker
        from study_segments group by study_trial_id) s
      where s.study_trial_id = t.study_trial_id`)
  }

  async down() {
    this.schema.alterTable('study_trials', (table) => {
      table.dropColumns('seconds', 'worker')
    })
  }
}
