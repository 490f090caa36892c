import { missing } from '#services/pages/missing'
import { listRows, type ListRequest } from './list_rows.js'
import { allBounds, period, type ListSpec } from './list_spec.js'
import type { EpisodeDetail } from '#services/pages/episode_detail'

export type ApiEpisode = Omit<
  EpisodeDetail,
  'experiment_name' | 'currency' | 'best' | 'parameters' | 'benchmark'
> & { readonly rllib_episode_id: string | null; readonly mean_max_q: number | null }

/** Numbers of an episode that a filter can bound and an order can use. */
const EPISODE_METRICS = {
  number: { sql: 'e.number', kind: 'integer' },
  initial_portfolio_value: { sql: 'e.initial_portfolio_value', kind: 'double' },
  final_portfolio_value: { sql: 'e.final_portfolio_value', kind: 'double' },
  pnl: { sql: 'e.pnl', kind: 'double' },
  total_return: { sql: 'e.total_return', kind: 'double' },
  sharpe_ratio: { sql: 'e.sharpe_ratio', kind: 'double', nullable: true },
  max_drawdown: { sql: 'e.max_drawdown', kind: 'double', nullable: true },
  total_reward: { sql: 'e.total_reward', kind: 'double' },
  total_steps: { sql: 'e.total_steps', kind: 'integer' },
  total_trades: { sql: 'e.total_trades', kind: 'integer' },
  win_rate: { sql: 'e.win_rate', kind: 'double', nullable: true },
  exposure: { sql: 'e.exposure', kind: 'double' },
  epsilon: { sql: 'e.epsilon', kind: 'double' },
  mean_loss: { sql: 'e.mean_loss', kind: 'double', nullable: true },
} as const

/** Numbers of an episode that a filter can bound. */
export const EPISODE_BOUNDS = {
  ...EPISODE_METRICS,
  mean_max_q: { sql: 'e.mean_max_q', kind: 'double' },
} as const

const EPISODES = {
  select: `e.episode_id, e.run_id, r.experiment_id, e.external_episode_id,
    e.external_episode_id as rllib_episode_id, e.kind, e.number, r.seed, e.dataset_id, d.symbol,
    d.interval, e.start_bar, e.start_time, e.end_time, e.initial_portfolio_value,
    e.final_portfolio_value, e.status, e.pnl, e.total_return, e.sharpe_ratio, e.max_drawdown,
    e.total_reward, e.total_steps, e.total_trades, e.win_rate, e.exposure, e.epsilon, e.mean_loss,
    e.mean_max_q, e.action_counts, e.steps_recorded`,
  from: `from episodes e join training_runs r using (run_id)
    join datasets d on d.dataset_id = e.dataset_id`,
  id: 'e.episode_id',
  sorts: {
    episode_id: { sql: 'e.episode_id', kind: 'integer' },
    start_time: { sql: 'e.start_time', kind: 'time' },
    end_time: { sql: 'e.end_time', kind: 'time' },
    ...EPISODE_METRICS,
  },
  filters: {
    ids: 'e.episode_id = any(:ids)',
    run_id: 'e.run_id = :run_id',
    experiment_id: 'r.experiment_id = :experiment_id',
    dataset_id: 'e.dataset_id = :dataset_id',
    kind: 'e.kind = any(:kind)',
    status: 'e.status = any(:status)',
    symbol:
      'e.dataset_id = any(array(select s.dataset_id from datasets s where s.symbol = :symbol))',
    seed: 'r.seed = :seed',
    steps_recorded: 'e.steps_recorded = :steps_recorded',
    search: 'position(:search in e.external_episode_id) > 0',
    ...period('start_time', 'e.start_time'),
    ...period('end_time', 'e.end_time'),
    ...allBounds(EPISODE_BOUNDS),
  },
} as const satisfies ListSpec

export const EPISODE_SORTS = Object.keys(EPISODES.sorts)

/** Episodes of any run. */
export function listEpisodes(filters: Readonly<Record<string, unknown>>, request: ListRequest) {
  return listRows<ApiEpisode>(EPISODES, filters, request)
}

/** @throws E_RECORD_NOT_FOUND */
export async function knownEpisode(episodeId: number): Promise<ApiEpisode> {
  const request = { sort: 'episode_id', limit: 1 }
  const { rows } = await listRows<ApiEpisode>(
    { ...EPISODES, where: ['e.episode_id = :episode'] },
    { episode: episodeId },
    request
  )
  if (rows[0] === undefined) throw await missing('episode', episodeId)
  return rows[0]
}
