import type { EpisodeStep } from '#services/pages/episode_detail'
import type { ChartSpec } from '#transformers/charts/chart_spec'
import { barAxis } from '#transformers/charts/equity_chart'

const BINS = 41

/** Counts of rewards in equal bins, symmetric about 0 so that 0 is a bin's border. */
export function rewardHistogram(rewards: readonly number[]): ChartSpec {
  const widest = Math.max(...rewards.map(Math.abs), 1e-12)
  const half = (BINS - 1) / 2
  const width = niceWidth(widest / half)
  const counts = new Map<number, number>()
  for (const reward of rewards) {
    const bin = Math.floor(reward / width)
    counts.set(bin, (counts.get(bin) ?? 0) + 1)
  }
  const bins = [...counts.keys()].sort((a, b) => a - b)
  const all = Array.from(
    { length: (bins.at(-1) ?? 0) - (bins[0] ?? 0) + 1 },
    (_, i) => (bins[0] ?? 0) + i
  )
  const edge = Number(
    (Math.max(Math.abs(bins[0] ?? 0), Math.abs((bins.at(-1) ?? 0) + 1)) * width).toPrecision(12)
  )
  const middles = all.map((bin) => Number(((bin + 0.5) * width).toPrecision(12)))
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
            y: all.map((bin) => counts.get(bin) ?? 0),
          },
        ],
      },
    ],
  }
}

/** 1, 2 or 5 times a power of ten, at least `width`. */
export function niceWidth(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width))
  const factor = [1, 2, 5, 10].find((each) => each * power >= width * (1 - 1e-9)) ?? 10
  return Number((factor * power).toPrecision(3))
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
