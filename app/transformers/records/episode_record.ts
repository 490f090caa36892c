import {
  boolean,
  choice,
  count,
  id,
  list,
  named,
  nullable,
  number,
  record,
  said,
  time,
} from '#openapi/shape'

export const EPISODE_KINDS = ['training', 'validation', 'test'] as const
export const EPISODE_STATUSES = ['terminated', 'truncated'] as const

/** One episode, under the design document's names. */
export const episodeRecord = named(
  'Episode',
  record({
    episode_id: id('The episode.'),
    run_id: id('The run that played it.'),
    experiment_id: id('The experiment of the run.'),
    rllib_episode_id: nullable(said('The same as `external_episode_id`, under its first name.')),
    external_episode_id: nullable(said('Name of the episode outside of the database.')),
    kind: choice('What it was played for.', EPISODE_KINDS),
    number: count('Number among the episodes of its run.'),
    seed: count('Seed of the run.', { max: 0xffffffff }),
    dataset_id: id('The version of the bars it was played on.'),
    symbol: said('Symbol of the bars.'),
    interval: said('Interval of the bars.'),
    start_bar: count('Index of its first bar in the dataset.'),
    start_time: time('Time of its first bar.'),
    end_time: time('Time of its last bar.'),
    initial_portfolio_value: number('Equity at its start, in the quote currency.'),
    final_portfolio_value: number('Equity at its end, in the quote currency.'),
    status: choice('`terminated`: ruined; `truncated`: it came to its end.', EPISODE_STATUSES),
    pnl: number('Final less initial portfolio value.'),
    total_return: number('Final over initial portfolio value, less 1.'),
    sharpe_ratio: nullable(number('A year; null where it is undefined.')),
    max_drawdown: nullable(number('A fraction, 0 or less.')),
    total_reward: number('Sum of the rewards.'),
    total_steps: count('Steps played.'),
    total_trades: count('Round trips closed.'),
    win_rate: nullable(number('Share of trades with a profit, 0 to 1; null without trades.')),
    exposure: number('Share of bars with a position, 0 to 1.'),
    epsilon: number('Share of random actions at its end.'),
    mean_loss: nullable(number("Mean of the learner's loss; null where it learned nothing.")),
    mean_max_q: nullable(number('Mean of the greatest action value.')),
    action_counts: list(count('Steps on which the action was chosen.'), {
      description: 'In the order of the actions.',
    }),
    steps_recorded: boolean('Whether its steps, trades and operations were stored.'),
  })
)
