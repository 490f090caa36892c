import { BaseSchema } from '@adonisjs/lucid/schema'

/** Orders of the lists that had no index: of episodes, which pages and the API offer, and of runs. */
const INDEXES = {
  episodes_number_index: 'episodes (number, episode_id)',
  episodes_total_steps_index: 'episodes (total_steps, episode_id)',
  episodes_epsilon_index: 'episodes (epsilon, episode_id)',
  episodes_initial_portfolio_value_index: 'episodes (initial_portfolio_value, episode_id)',
  // pages show unknown values last in both directions
  episodes_sharpe_ratio_index: 'episodes (sharpe_ratio, episode_id)',
  episodes_max_drawdown_index: 'episodes (max_drawdown, episode_id)',
  episodes_win_rate_index: 'episodes (win_rate, episode_id)',
  training_runs_seed_index: 'training_runs (seed, run_id)',
  training_runs_queued_at_index: 'training_runs (queued_at, run_id)',
  training_runs_start_time_index: 'training_runs (start_time desc nulls last, run_id desc)',
  training_runs_end_time_index: 'training_runs (end_time desc nulls last, run_id desc)',
  training_runs_best_validation_index:
    'training_runs (best_validation desc nulls last, run_id desc)',
  training_runs_episodes_done_index: 'training_runs (episodes_done, run_id)',
  training_runs_seconds_index: 'training_runs (seconds, run_id)',
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
