import { actionNames } from '#core/environment/names'
import { drawdownsOf } from '#core/evaluation/metrics/drawdown'
import type {
  EpisodeDetail,
  EpisodeOperation,
  EpisodeStep,
  EpisodeTrade,
} from '#services/pages/episode_detail'

const EXTREMES = 5

/** Closed, won and lost trades, what they earned and cost. */
export function tradeCounts(
  trades: readonly EpisodeTrade[],
  operations: readonly EpisodeOperation[]
) {
  const closed = trades.filter(({ exit_bar: exit }) => exit !== null)
  const won = closed.filter(({ pnl }) => pnl > 0)
  const lost = closed.filter(({ pnl }) => pnl <= 0)
  const loss = -lost.reduce((sum, { pnl }) => sum + pnl, 0)
  return {
    closed: closed.length,
    won: won.length,
    lost: lost.length,
    open: trades.length > closed.length,
    profitFactor: loss === 0 ? null : won.reduce((sum, { pnl }) => sum + pnl, 0) / loss,
    costs: operations.reduce((sum, { costs }) => sum + costs, 0),
  }
}

/** Shares of bars held on each side, of all bars as exposure is, and bars of the longest drawdown. */
export function heldSummary(episode: EpisodeDetail, steps: readonly EpisodeStep[]) {
  const shareOf = (side: EpisodeStep['position']) =>
    steps.filter(({ position }) => position === side).length / (steps.length + 1)
  const values = steps.map(({ portfolio_value: value }) => value)
  const drawdowns = drawdownsOf(Float64Array.from([episode.initial_portfolio_value, ...values]))
  return {
    long: shareOf('long'),
    short: shareOf('short'),
    longestDrawdown: drawdowns.reduce((most, { length }) => Math.max(most, length), 0),
  }
}

/** How often each position was wanted and held. */
export function actionShares(episode: EpisodeDetail, steps: readonly EpisodeStep[]) {
  const levels = episode.parameters['environment']?.['levels'] as readonly number[]
  const names = actionNames(levels)
  const counted = names.map((label, index) => {
    const level = levels[index] ?? 0
    const wanted = steps.filter((step) => step.action_index === index).length
    const side = level > 0 ? 'long' : level < 0 ? 'short' : 'flat'
    const sharing = levels.filter((each) => Math.sign(each) === Math.sign(level)).length
    // with several levels on a side, what was held is known by its side only
    const held = sharing > 1 ? null : steps.filter((step) => step.position === side).length
    return { label, side, wanted, held }
  })
  return counted.map((each) => ({
    ...each,
    wantedShare: each.wanted / steps.length,
    heldShare: each.held === null ? null : each.held / steps.length,
  }))
}

/** Mean, sd and ends of the rewards. */
export function rewardSummary(steps: readonly EpisodeStep[]) {
  const rewards = steps.map(({ reward }) => reward)
  const mean = rewards.reduce((sum, reward) => sum + reward, 0) / rewards.length
  const squares = rewards.reduce((sum, reward) => sum + (reward - mean) ** 2, 0)
  return {
    mean,
    sd: rewards.length < 2 ? null : Math.sqrt(squares / (rewards.length - 1)),
    worst: Math.min(...rewards),
    best: Math.max(...rewards),
  }
}

/** The best and worst bars by reward, each with the bar of the decision that led to it. */
export function extremeBars(episode: EpisodeDetail, steps: readonly EpisodeStep[]) {
  const ranked = steps
    .map((step, k) => ({
      reward: step.reward,
      bar: step.bar - 1,
      time: steps[k - 1]?.timestamp ?? episode.start_time,
    }))
    .sort((a, b) => b.reward - a.reward)
  const most = Math.min(EXTREMES, Math.floor(ranked.length / 2))
  return Array.from({ length: most }, (_, i) => ({
    best: ranked[i]!,
    worst: ranked[ranked.length - 1 - i]!,
  }))
}
