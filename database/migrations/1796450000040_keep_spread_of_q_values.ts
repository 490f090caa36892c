import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * The 10th and 90th percentile of the greatest Q-value over a greedy episode's decisions: the band that
 * the run page draws for every validation. Read from the steps it would cost a run's page all of them.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('episodes', (table) => {
      // null: a training episode, or no Q-values
      table.double('max_q_low')
      table.double('max_q_high')
    })
    this.schema.raw(`
      update episodes e set max_q_low = s.spread[1], max_q_high = s.spread[2]
      from (
        select p.episode_id,
          percentile_cont(array[0.1, 0.9]) within group (order by q.most) as spread
        from episodes o
        join steps p using (episode_id)
        cross join lateral (
          select max(value)::double precision as most from unnest(p.q_values) as value) q
        where o.kind <> 'training' and p.q_values is not null
        group by p.episode_id
      ) s
      where s.episode_id = e.episode_id`)
  }

  async down() {
    this.schema.alterTable('episodes', (table) => {
      table.dropColumns('max_q_low', 'max_q_high')
    })
  }
}
