import type { EpisodeStep } from '#services/pages/episode_detail'
import type { ChartSpec } from '#transformers/charts/chart_spec'
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

/** Sum of the rewards so far. */
export function accumulatedReward(steps: readonly EpisodeStep[], interval: string): ChartSpec {
  let sum = 0
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
            y: steps.map(({ reward }) => (sum += reward)),
          },
        ],
      },
    ],
  }
}
