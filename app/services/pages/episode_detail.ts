import { missing } from '#services/pages/missing'
import { row, rows } from '#services/pages/rows'

export interface EpisodeDetail {
  readonly episode_id: number
  readonly run_id: number
  readonly experiment_id: number
  readonly experiment_name: string
  readonly seed: number
  readonly external_episode_id: string | null
  readonly kind: 'training' | 'validation' | 'test'
  readonly number: number
  readonly status: 'terminated' | 'truncated'
  readonly dataset_id: number
  readonly symbol: string
  readonly interval: string
  readonly currency: string | null
  readonly start_bar: number
  readonly start_time: Date
  readonly end_time: Date
  readonly initial_portfolio_value: number
  readonly final_portfolio_value: number
  readonly pnl: number
  readonly total_return: number
  readonly sharpe_ratio: number | null
  readonly max_drawdown: number | null
  readonly total_reward: number
  readonly total_steps: number
  readonly total_trades: number
  readonly win_rate: number | null
  readonly exposure: number
  readonly epsilon: number
  readonly mean_loss: number | null
  readonly action_counts: readonly number[]
  readonly steps_recorded: boolean
  readonly best: boolean
  readonly parameters: Record<string, Record<string, unknown>>
  readonly benchmark: Record<string, unknown> | null
  /** Of its run, so far. */
  readonly run_seconds: number
  readonly episodes_done: number
}

export async function episodeDetail(episodeId: number): Promise<EpisodeDetail | null> {
  return row<EpisodeDetail>(
    `select e.*, r.experiment_id, x.name as experiment_name, r.seed, r.parameters, r.benchmark,
       r.seconds as run_seconds, r.episodes_done,
       r.best_episode_id is not distinct from e.episode_id as best,
       d.symbol, d.interval, d.currency
     from episodes e
     join training_runs r using (run_id)
     join experiments x using (experiment_id)
     join datasets d on d.dataset_id = e.dataset_id
     where e.episode_id = :episode`,
    { episode: episodeId }
  )
}

/** @throws E_RECORD_NOT_FOUND */
export async function knownEpisode(episodeId: number): Promise<EpisodeDetail> {
  const episode = await episodeDetail(episodeId)
  if (episode === null) throw await missing('episode', episodeId)
  return episode
}

export interface Neighbours {
  readonly previous: number | null
  readonly next: number | null
  /** The nearest one whose steps are recorded. */
  readonly recorded: number | null
}

/** Episodes of the same run and kind before and after this one. */
export async function neighbours(episode: EpisodeDetail): Promise<Neighbours> {
  const bindings = { run: episode.run_id, kind: episode.kind, number: episode.number }
  const found = await row<Neighbours>(
    `select
      (select episode_id from episodes where run_id = :run and kind = :kind and number < :number
        order by number desc limit 1) as previous,
      (select episode_id from episodes where run_id = :run and kind = :kind and number > :number
        order by number limit 1) as next,
      (select episode_id from episodes where run_id = :run and kind = :kind and steps_recorded
        order by abs(number - :number) limit 1) as recorded`,
    bindings
  )
  return found ?? { previous: null, next: null, recorded: null }
}

export interface EpisodeStep {
  readonly step_id: number
  readonly timestamp: Date
  readonly portfolio_value: number
  readonly reward: number
  readonly asset_price: number
  readonly units: number
  readonly bar: number
  readonly weight: number
  readonly action_index: number
  readonly action: string
  readonly position: 'long' | 'flat' | 'short'
  readonly reason: string
  readonly q_values: readonly number[] | null
}

export async function episodeSteps(
  episodeId: number,
  { after = -1, limit = 10_000_000 } = {}
): Promise<EpisodeStep[]> {
  return rows<EpisodeStep>(
    `select step_id, timestamp, portfolio_value, reward, asset_price, units, bar, weight,
       action_index, action, position, reason, q_values
     from steps where episode_id = :episode and bar > :after order by bar limit :limit`,
    { episode: episodeId, after, limit }
  )
}

export interface EpisodeTrade {
  readonly trade_id: number
  readonly entry_time: Date
  readonly exit_time: Date | null
  readonly entry_bar: number
  readonly exit_bar: number | null
  readonly entry_price: number
  readonly exit_price: number
  readonly quantity: number
  readonly direction: 'long' | 'short'
  readonly pnl: number
  readonly costs: number
  readonly exit_reason: string
}

export async function episodeTrades(episodeId: number): Promise<EpisodeTrade[]> {
  return rows<EpisodeTrade>(
    `select trade_id, entry_time, exit_time, entry_bar, exit_bar, entry_price, exit_price, quantity,
       direction, pnl, costs, exit_reason
     from trades where episode_id = :episode order by trade_id`,
    { episode: episodeId }
  )
}

export interface EpisodeOperation {
  readonly operation_id: number
  readonly step_id: number
  readonly timestamp: Date
  readonly operation_type: 'buy' | 'sell'
  readonly size: number
  readonly price: number
  readonly costs: number
  readonly realised: number
  readonly bar: number
  readonly decided_bar: number | null
  readonly filled_at: string
  readonly reason: string
}

export async function episodeOperations(episodeId: number): Promise<EpisodeOperation[]> {
  return rows<EpisodeOperation>(
    `select operation_id, step_id, timestamp, operation_type, size, price, costs, realised, bar,
       decided_bar, filled_at, reason
     from trading_operations where episode_id = :episode order by operation_id`,
    { episode: episodeId }
  )
}
