import type {
  EpisodeDetail,
  EpisodeOperation,
  EpisodeStep,
  EpisodeTrade,
} from '#services/pages/episode_detail'

type Figures = Omit<
  EpisodeDetail,
  'experiment_name' | 'best' | 'parameters' | 'benchmark' | 'symbol' | 'interval' | 'currency'
>

/** An episode under the design document's names. */
export function episodeJson(episode: Figures) {
  return {
    episode_id: episode.episode_id,
    run_id: episode.run_id,
    experiment_id: episode.experiment_id,
    rllib_episode_id: episode.external_episode_id,
    external_episode_id: episode.external_episode_id,
    kind: episode.kind,
    number: episode.number,
    seed: episode.seed,
    dataset_id: episode.dataset_id,
    start_bar: episode.start_bar,
    start_time: episode.start_time.toISOString(),
    end_time: episode.end_time.toISOString(),
    initial_portfolio_value: episode.initial_portfolio_value,
    final_portfolio_value: episode.final_portfolio_value,
    status: episode.status,
    pnl: episode.pnl,
    total_return: episode.total_return,
    sharpe_ratio: episode.sharpe_ratio,
    max_drawdown: episode.max_drawdown,
    total_reward: episode.total_reward,
    total_steps: episode.total_steps,
    total_trades: episode.total_trades,
    win_rate: episode.win_rate,
    exposure: episode.exposure,
    epsilon: episode.epsilon,
    mean_loss: episode.mean_loss,
    action_counts: episode.action_counts,
    steps_recorded: episode.steps_recorded,
  }
}

export function stepJson(step: EpisodeStep) {
  return {
    step_id: step.step_id,
    timestamp: step.timestamp.toISOString(),
    bar: step.bar,
    portfolio_value: step.portfolio_value,
    reward: step.reward,
    asset_price: step.asset_price,
    action: step.action,
    position: step.position,
    units: step.units,
    weight: step.weight,
    reason: step.reason,
    q_values: step.q_values,
  }
}

export function tradeJson(trade: EpisodeTrade) {
  return {
    trade_id: trade.trade_id,
    direction: trade.direction,
    entry_time: trade.entry_time.toISOString(),
    exit_time: trade.exit_time?.toISOString() ?? null,
    entry_bar: trade.entry_bar,
    exit_bar: trade.exit_bar,
    entry_price: trade.entry_price,
    exit_price: trade.exit_price,
    quantity: trade.quantity,
    pnl: trade.pnl,
    costs: trade.costs,
    exit_reason: trade.exit_reason,
  }
}

export function operationJson(operation: EpisodeOperation) {
  return {
    operation_id: operation.operation_id,
    step_id: operation.step_id,
    timestamp: operation.timestamp.toISOString(),
    operation_type: operation.operation_type,
    size: operation.size,
    price: operation.price,
    costs: operation.costs,
    realised: operation.realised,
    bar: operation.bar,
    decided_bar: operation.decided_bar,
    filled_at: operation.filled_at,
    reason: operation.reason,
  }
}
