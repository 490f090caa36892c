import { STEP_REASONS } from '#core/environment/episode_record'
import type { FillRecord, TradeRecord } from '#core/portfolio/records'
import type { EpisodeDetails, RecordedEpisode } from '#compute/workers/recorded_episode'
import { meanDiscounted } from '#services/recorder/discounted'
import { maxQSpread } from '#services/recorder/max_q_spread'
import { copyLine, copyTime, finiteOrNull } from '#services/recorder/copy_rows'

/** What the rows of a run's episodes share. */
export interface RecordedRun {
  readonly runId: number
  /** By market. */
  readonly datasetIds: readonly number[]
  /** Words of the wanted positions, by action index. */
  readonly actionNames: readonly string[]
  /** Discount of a reward one bar later. */
  readonly gamma: number
}

export const EPISODE_COLUMNS = [
  ...['episode_id', 'run_id', 'sequence', 'external_episode_id', 'kind', 'number', 'status'],
  ...['dataset_id', 'start_bar', 'start_time', 'end_time', 'recorded_at'],
  ...['initial_portfolio_value', 'final_portfolio_value', 'pnl', 'total_return', 'sharpe_ratio'],
  ...['max_drawdown', 'total_reward', 'total_steps', 'total_trades', 'win_rate', 'exposure'],
  ...['epsilon', 'mean_loss', 'mean_max_q', 'action_counts', 'steps_recorded'],
  ...['discounted_return', 'max_q_low', 'max_q_high'],
]

export function episodeLine(
  run: RecordedRun,
  episodeId: number,
  episode: RecordedEpisode,
  recordedAt: number
): string {
  const { initialEquity, finalEquity } = episode
  const spread = spreadOfQ(run, episode)
  return copyLine([
    ...[episodeId, run.runId, episode.sequence, `${run.runId}-${episode.sequence}`],
    ...[episode.kind, episode.number, episode.terminated ? 'terminated' : 'truncated'],
    ...[run.datasetIds[episode.market], episode.startBar],
    ...[copyTime(episode.startTime), copyTime(episode.endTime), copyTime(recordedAt)],
    ...[initialEquity, finalEquity, finalEquity - initialEquity, finalEquity / initialEquity - 1],
    ...[finiteOrNull(episode.sharpe), finiteOrNull(episode.maxDrawdown), episode.totalReward],
    ...[episode.steps, episode.trades, finiteOrNull(episode.winRate), episode.exposure],
    ...[episode.epsilon, finiteOrNull(episode.meanLoss), finiteOrNull(episode.meanMaxQ)],
    ...[`{${episode.actionCounts.join(',')}}`, episode.details !== null],
    ...[discountedReturn(run, episode), spread?.low ?? null, spread?.high ?? null],
  ])
}

/** Of a greedy episode with its steps: what its decisions brought, beside the Q-values that foresaw it. */
function discountedReturn({ gamma }: RecordedRun, { kind, details }: RecordedEpisode) {
  if (kind === 'training' || details === null) return null
  return finiteOrNull(meanDiscounted(details.steps.reward, gamma))
}

/** Of a greedy episode with its Q-values; those of training are the agent's while it changes. */
function spreadOfQ({ actionNames }: RecordedRun, { kind, details }: RecordedEpisode) {
  const qValues = details?.steps.qValues ?? null
  return kind === 'training' || qValues === null ? null : maxQSpread(qValues, actionNames.length)
}

export const STEP_COLUMNS = [
  ...['step_id', 'episode_id', 'timestamp', 'portfolio_value', 'reward', 'asset_price', 'units'],
  ...['bar', 'weight', 'action_index', 'action', 'position', 'reason', 'q_values'],
]

/** Lines of an episode's steps; `stepIds` has one id for each. */
export function stepLines(
  run: RecordedRun,
  episodeId: number,
  { steps }: EpisodeDetails,
  stepIds: readonly number[]
): string[] {
  const lines: string[] = []
  const actions = run.actionNames.length
  for (let k = 0; k < steps.length; k++) {
    const action = steps.action[k]
    const q = steps.qValues?.subarray(k * actions, (k + 1) * actions) ?? null
    lines.push(
      copyLine([
        ...[stepIds[k], episodeId, copyTime(steps.time[k]), steps.equity[k], steps.reward[k]],
        ...[steps.price[k], steps.units[k], steps.bar[k], steps.weight[k]],
        ...[action, run.actionNames[action], positionOf(steps.units[k])],
        ...[STEP_REASONS[steps.reason[k]], q === null ? null : `{${q.join(',')}}`],
      ])
    )
  }
  return lines
}

function positionOf(units: number): string {
  return units > 0 ? 'long' : units < 0 ? 'short' : 'flat'
}

export const TRADE_COLUMNS = [
  ...['episode_id', 'entry_time', 'exit_time', 'entry_bar', 'exit_bar', 'entry_price'],
  ...['exit_price', 'quantity', 'direction', 'pnl', 'costs', 'commission', 'interest'],
  'exit_reason',
]

export function tradeLine(episodeId: number, trade: TradeRecord): string {
  return copyLine([
    ...[episodeId, copyTime(trade.entryTime)],
    ...[trade.exitTime === null ? null : copyTime(trade.exitTime), trade.entryBar, trade.exitBar],
    ...[trade.entryPrice, trade.exitPrice, trade.quantity, trade.direction, trade.pnl],
    ...[trade.costs, trade.commission, trade.interest, trade.exitReason],
  ])
}

export const OPERATION_COLUMNS = [
  ...['step_id', 'episode_id', 'timestamp', 'operation_type', 'size', 'price', 'costs'],
  ...['realised', 'bar', 'decided_bar', 'filled_at', 'reason'],
]

/** `stepId`: of the step that reached the fill's bar. */
export function operationLine(episodeId: number, stepId: number, fill: FillRecord): string {
  return copyLine([
    ...[stepId, episodeId, copyTime(fill.time), fill.side, fill.quantity, fill.price],
    ...[fill.commission, fill.realised, fill.bar, fill.decided, fill.at, fill.reason],
  ])
}
