import { REWARD_PARTS, rewardParts, type RewardPart } from '#core/environment/reward_parts'
import { restoreParameters } from '#core/parameters/stored_parameters'
import type { EpisodeDetail, EpisodeStep } from '#services/pages/episode_detail'
import type { ChartSpec, LineSeries } from '#transformers/charts/chart_spec'
import { equalBins, niceWidth } from '#transformers/charts/bins'
import { barAxis } from '#transformers/charts/equity_chart'

const BINS = 41

/** Counts of rewards in equal bins, symmetric about 0 so that 0 is a bin's border. */
export function rewardHistogram(rewards: readonly number[]): ChartSpec {
  const widest = Math.max(...rewards.map(Math.abs), 1e-12)
  const half = (BINS - 1) / 2
  const width = niceWidth(widest / half)
  const { middles, counts, edge } = equalBins(rewards, width)
  return {
    x: {
      kind: 'number',
      label: 'Reward',
      values: middles,
      format: 'plain',
      min: -edge,
      max: edge,
    },
    panes: [
      {
        key: 'rewards',
        label: `Bars in each bin of ${width}`,
        format: 'whole',
        height: 'h150',
        min: 0,
        moments: [{ x: 0, label: '', color: 'line-strong' }],
        series: [
          {
            kind: 'bars',
            key: 'bars',
            label: 'Bars',
            color: 'c1',
            signOfX: true,
            y: counts,
          },
        ],
      },
    ],
  }
}

const PART_LABELS: Readonly<Record<RewardPart, string>> = {
  base: 'Without penalties',
  turnover: 'Turnover penalty',
  drawdown: 'Drawdown penalty',
  holding: 'Holding penalty',
}
const PART_LOOKS = [
  { color: 'c1', dash: 'dashed' },
  { color: 'c2', dash: 'dotted' },
  { color: 'c3', dash: 'dash_dot' },
  { color: 'c4', dash: 'long_dash' },
] as const

/** Sum of the rewards so far, and of their parts where there are penalties. */
export function accumulatedReward(
  steps: readonly EpisodeStep[],
  { interval, parameters }: Pick<EpisodeDetail, 'interval' | 'parameters'>
): ChartSpec {
  const bars = steps.map(({ bar }) => bar)
  const times = steps.map(({ timestamp }) => timestamp.getTime())
  return {
    x: barAxis({ interval, bars, times }),
    panes: [
      {
        key: 'accumulated',
        label: 'Accumulated reward',
        format: 'plain',
        height: 'h150',
        levels: [{ y: 0, label: '', color: 'line-strong' }],
        series: [
          {
            kind: 'line',
            key: 'total',
            label: 'Total',
            color: 'c1',
            y: accumulated(steps.map(({ reward }) => reward)),
          },
          ...partLines(steps, restoreParameters(parameters).environment),
        ],
      },
    ],
  }
}

/** A line for each part that is not always 0; none where the reward has one part only. */
function partLines(
  steps: readonly EpisodeStep[],
  config: Parameters<typeof rewardParts>[1]
): LineSeries[] {
  const rewarded = steps.map(({ portfolio_value: equity, units, reward }) => ({
    ...{ equity, units, reward },
  }))
  const parts = rewardParts(rewarded, config)
  const used = REWARD_PARTS.filter((part) => parts[part].some((value) => value !== 0))
  if (used.every((part) => part === 'base')) return []
  return used.map((part) => ({
    kind: 'line',
    key: part,
    label: PART_LABELS[part],
    ...PART_LOOKS[REWARD_PARTS.indexOf(part)]!,
    y: accumulated(parts[part]),
  }))
}

function accumulated(values: ArrayLike<number>): number[] {
  let sum = 0
  return Array.from(values, (value) => (sum += value))
}
