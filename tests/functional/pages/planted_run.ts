import db from '@adonisjs/lucid/services/db'
import { playLevels, type Play } from '#core/environment/play_levels'
import { sharpeRatio } from '#core/evaluation/metrics/curve_metrics'
import { deepest, drawdownsOf } from '#core/evaluation/metrics/drawdown'
import type { Series } from '#core/market/series'
import { CATALOGUE } from '#core/parameters/catalogue'
import { insert, plantDataset, walk } from '#tests/functional/pages/planted_dataset'

const PERIODS_A_YEAR = 252
const START_BAR = 120
/** Last bar of an episode: before the sealed test range. */
const LAST_BAR = 290

export interface PlantedRun {
  readonly datasetId: number
  readonly experimentId: number
  readonly runId: number
  readonly bestEpisodeId: number
  readonly trainingEpisodeId: number
}

/** The catalogue's defaults as a run's parameters, with the given paths changed. */
export function parametersWith(set: Readonly<Record<string, unknown>> = {}) {
  const parameters: Record<string, Record<string, unknown>> = {}
  for (const { path, default: value } of CATALOGUE) {
    const [group = '', key = ''] = path.split('.')
    parameters[group] ??= {}
    parameters[group][key] = set[path] ?? value
  }
  return { version: 1, ...parameters }
}

/** Long while the close is over its mean of `slow` bars. */
function levelsOf(series: Series, slow: number): number[] {
  const levels: number[] = []
  for (let t = START_BAR; t < LAST_BAR; t++) {
    let sum = 0
    for (let back = 0; back < slow; back++) sum += series.close[t - back]!
    levels.push(series.close[t]! > sum / slow ? 1 : 0)
  }
  return levels
}

interface Episode {
  readonly kind: 'training' | 'validation'
  readonly number: number
  readonly sequence: number
  readonly recorded: boolean
}

async function plantEpisode(
  run: { runId: number; datasetId: number; episodes: number },
  episode: Episode,
  play: Play,
  levels: readonly number[]
): Promise<number> {
  const { equity, trades, time, rewards } = play
  const steps = equity.length - 1
  const final = equity[steps]!
  const wins = trades.filter(({ pnl }) => pnl > 0).length
  const totalReward = rewards.reduce((sum, reward) => sum + 100 * reward, 0)
  return insert(
    'episodes',
    {
      run_id: run.runId,
      sequence: episode.sequence,
      external_episode_id: `${run.runId}-${episode.sequence}`,
      kind: episode.kind,
      number: episode.number,
      status: 'truncated',
      dataset_id: run.datasetId,
      start_bar: play.startBar,
      start_time: new Date(time[0]!),
      end_time: new Date(time[steps]!),
      recorded_at: new Date(Date.UTC(2026, 0, 1) + episode.sequence * 700),
      initial_portfolio_value: equity[0],
      final_portfolio_value: final,
      pnl: final - equity[0]!,
      total_return: final / equity[0]! - 1,
      sharpe_ratio: sharpeRatio(equity, PERIODS_A_YEAR),
      max_drawdown: deepest(drawdownsOf(equity))?.depth ?? 0,
      total_reward: totalReward,
      total_steps: steps,
      total_trades: trades.length,
      win_rate: trades.length === 0 ? null : wins / trades.length,
      exposure: play.units.filter((units) => units !== 0).length / (steps + 1),
      epsilon: episode.kind === 'training' ? Math.max(0.02, 1 - episode.number / 40) : 0,
      mean_loss: episode.number < 3 ? null : 0.02 / episode.number + 0.002,
      mean_max_q: 0.4 + episode.number / 200,
      max_q_low: episode.kind === 'training' ? null : 0.3 + episode.number / 250,
      max_q_high: episode.kind === 'training' ? null : 0.5 + episode.number / 150,
      action_counts: [levels.filter((level) => level === 0).length, levels.filter(Boolean).length],
      steps_recorded: episode.recorded,
    },
    'episode_id'
  )
}

async function plantSteps(
  episodeId: number,
  series: Series,
  play: Play,
  levels: readonly number[]
) {
  const rows = levels.map((level, k) => {
    const bar = play.startBar + k + 1
    const units = play.units[k + 1]!
    return {
      episode_id: episodeId,
      timestamp: new Date(series.time[bar]!),
      portfolio_value: play.equity[k + 1],
      reward: 100 * play.rewards[k]!,
      asset_price: series.close[bar],
      units,
      bar,
      weight: (units * series.close[bar]!) / play.equity[k + 1]!,
      action_index: level,
      action: level === 1 ? 'long' : 'flat',
      position: units > 0 ? 'long' : 'flat',
      reason: 'agent',
      q_values: level === 1 ? [0.4263, 0.4963] : [0.41, 0.39],
    }
  })
  const ids = (await db.table('steps').multiInsert(rows).returning('step_id')) as {
    step_id: number
  }[]
  const stepOf = (bar: number) => Number(ids[bar - play.startBar - 1]!.step_id)
  const open = play.openTrade ? [play.openTrade] : []
  await db.table('trades').multiInsert(
    [...play.trades, ...open].map((trade) => ({
      episode_id: episodeId,
      entry_time: new Date(trade.entryTime),
      exit_time: trade.exitTime === null ? null : new Date(trade.exitTime),
      entry_bar: trade.entryBar,
      exit_bar: trade.exitBar,
      entry_price: trade.entryPrice,
      exit_price: trade.exitPrice,
      quantity: trade.quantity,
      direction: trade.direction,
      pnl: trade.pnl,
      costs: trade.costs,
      commission: trade.commission,
      interest: trade.interest,
      exit_reason: trade.exitReason,
    }))
  )
  await db.table('trading_operations').multiInsert(
    play.fills.map((fill) => ({
      step_id: stepOf(fill.bar),
      episode_id: episodeId,
      timestamp: new Date(fill.time),
      operation_type: fill.side,
      size: fill.quantity,
      price: fill.price,
      costs: fill.commission,
      realised: fill.realised,
      bar: fill.bar,
      decided_bar: fill.decided,
      filled_at: fill.at,
      reason: fill.reason,
    }))
  )
}

async function plantRow(
  experimentId: number,
  parameters: object,
  options: { status: string; episodes: number; done: number }
): Promise<number> {
  const running = options.status === 'running'
  return insert(
    'training_runs',
    {
      experiment_id: experimentId,
      seed: 1,
      start_time: new Date(Date.now() - 60_000),
      end_time: running ? null : new Date(),
      heartbeat_at: running ? new Date() : null,
      parameters: JSON.stringify(parameters),
      status: options.status,
      fingerprint: JSON.stringify({ engine: 'simd', version: '1', fused: true }),
      code_version: '0.1.0',
      checks: JSON.stringify([{ name: 'prefix invariance', detail: '14 features × 400 bars' }]),
      benchmark: JSON.stringify({ sharpe: 0.72, totalReturn: 0.187, maxDrawdown: -0.211 }),
      observation_names: ['rsi_14[t]', 'position'],
      episodes_total: options.episodes,
      episodes_done: options.done,
      env_steps: options.done * 359,
      updates: options.done * 90,
      seconds: 51,
      env_steps_per_second: 3081,
      updates_per_second: 770,
      epsilon: 0.02,
      mean_loss: 0.002,
    },
    'run_id'
  )
}

/** A dataset, an experiment and one run with recorded episodes, as training would have left them. */
export async function plantRun(
  options: { status?: string; episodes?: number; done?: number; symbol?: string } = {}
): Promise<PlantedRun> {
  const { status = 'completed', episodes = 60, symbol = 'AAPL' } = options
  const done = options.done ?? episodes
  const series = walk(400)
  const datasetId = await plantDataset(symbol, series)
  const parameters = parametersWith({ 'training.validateEvery': 10, 'training.episodes': episodes })
  const experimentId = await insert(
    'experiments',
    { name: `${symbol} planted`, preset: 'quick', parameters: JSON.stringify(parameters) },
    'experiment_id'
  )
  await db.table('experiment_datasets').insert({
    experiment_id: experimentId,
    dataset_id: datasetId,
    position: 0,
  })
  const runId = await plantRow(experimentId, parameters, { status, episodes, done })
  const run = { runId, datasetId, episodes }
  let sequence = 0
  let trainingEpisodeId = 0
  let best = { id: 0, sharpe: -Infinity }
  for (let number = 1; number <= done; number++) {
    for (const kind of number % 10 === 0
      ? (['training', 'validation'] as const)
      : ['training' as const]) {
      const levels = levelsOf(series, 2 + ((number * 7) % 30))
      const play = playLevels(series, levels, parameters['environment' as never], {
        periodsPerYear: PERIODS_A_YEAR,
        startBar: START_BAR,
        lastBar: LAST_BAR,
      })
      const recorded = number % 10 === 0
      const episode = { kind, number, sequence: ++sequence, recorded }
      const id = await plantEpisode(run, episode, play, levels)
      if (recorded) await plantSteps(id, series, play, levels)
      const sharpe = sharpeRatio(play.equity, PERIODS_A_YEAR) ?? -Infinity
      if (kind === 'validation' && sharpe > best.sharpe) best = { id, sharpe }
      if (kind === 'training' && !recorded) trainingEpisodeId = id
    }
  }
  if (best.id > 0) {
    await db
      .from('training_runs')
      .where('run_id', runId)
      .update({ best_episode_id: best.id, best_validation: best.sharpe })
  }
  for (const [level, message] of [
    ['info', 'seed 1, engine simd'],
    ['warning', 'throughput 14 % under its median'],
    ['info', 'best validation so far'],
  ]) {
    await db.table('run_events').insert({ run_id: runId, level, message })
  }
  return { datasetId, experimentId, runId, bestEpisodeId: best.id, trainingEpisodeId }
}
