import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * The mean discounted return of a greedy episode's decisions, which the run page draws for every
 * validation: read from the steps it would cost a run's page all of them.
 */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('episodes', (table) => {
      // null: a training episode, or no steps
      table.double('discounted_return')
    })
    // mean over t of G(t) is the sum over k of r(k) · (1 + γ + … + γ^k), over the number of steps
    this.schema.raw(`
      update episodes e set discounted_return = s.total / e.total_steps
      from (
        select p.episode_id,
          sum(p.reward * (1 - power(g.gamma, p.bar - o.start_bar)) / (1 - g.gamma)) as total
        from episodes o
        join training_runs r using (run_id)
        cross join lateral (select coalesce((r.parameters #>> '{agent,gamma}')::double precision, 0.99)
          as gamma) g
        join steps p using (episode_id)
        where o.kind <> 'training'
        group by p.episode_id
      ) s
      where s.episode_id = e.episode_id`)
  }

  async down() {
    this.schema.alterTable('episodes', (table) => {
      table.dropColumn('discounted_return')
    })
  }
}
