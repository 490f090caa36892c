import type { TrainingPoint, ValidationPoint } from '#services/pages/run_curves'
import type { ChartSeries, ChartSpec, ColorToken, Level } from '#transformers/charts/chart_spec'
import { rollingBand } from '#transformers/charts/rolling_band'

const COLORS: readonly ColorToken[] = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6']
const DASHES = ['solid', 'dashed', 'dotted'] as const
const MEDIAN_WIDTH = 25
const MOST_MEDIANS = 200

export interface SeedCurves {
  readonly seed: number
  readonly training: readonly TrainingPoint[]
  readonly validation: readonly ValidationPoint[]
}

function seedLine(
  index: number,
  seed: number,
  key: string,
  points: { readonly x: readonly number[]; readonly y: readonly (number | null)[] }
): ChartSeries {
  return {
    kind: 'line',
    key: `${key}-${seed}`,
    label: `Seed ${seed}`,
    color: COLORS[index % COLORS.length]!,
    dash: DASHES[index % DASHES.length]!,
    ...points,
  }
}

/**
 * Median of the seeds and their range at every validation that all seeds shown have had; of those whose
 * Sharpe ratio is defined there, at least two.
 */
function medianAndRange(curves: readonly SeedCurves[]): ChartSeries[] {
  const byNumber = new Map<number, (number | null)[]>()
  for (const { validation } of curves) {
    for (const { number, sharpe_ratio: sharpe } of validation) {
      byNumber.set(number, [...(byNumber.get(number) ?? []), sharpe])
    }
  }
  const sorted = [...byNumber]
    .filter(([, values]) => values.length === curves.length)
    .map(([x, values]) => ({ x, values: values.filter((value) => value !== null) }))
    .filter(({ values }) => values.length > 1)
    .sort((a, b) => a.x - b.x)
  const x = sorted.map((each) => each.x)
  const middle = (values: readonly number[]) => {
    const ascending = values.toSorted((a, b) => a - b)
    const half = ascending.length >> 1
    return ascending.length % 2 ? ascending[half]! : (ascending[half - 1]! + ascending[half]!) / 2
  }
  return [
    {
      kind: 'band',
      key: 'range',
      label: 'Range of the seeds',
      color: 'c1',
      x,
      low: sorted.map(({ values }) => Math.min(...values)),
      high: sorted.map(({ values }) => Math.max(...values)),
    },
    {
      kind: 'line',
      key: 'median',
      label: 'Median',
      color: 'c6',
      x,
      y: sorted.map(({ values }) => middle(values)),
    },
  ]
}

/** Validation Sharpe and training return of all seeds over the episodes. */
export function experimentChart(
  curves: readonly SeedCurves[],
  episodesTotal: number,
  benchmarkSharpe: number | null
): ChartSpec {
  const stride = Math.max(1, Math.ceil(episodesTotal / MOST_MEDIANS))
  const levels: Level[] = [{ y: 0, label: '', color: 'line-strong' }]
  if (benchmarkSharpe !== null) {
    levels.push({ y: benchmarkSharpe, label: 'Buy and hold', color: 'bench' })
  }
  return {
    x: { kind: 'number', label: 'Episode', values: [], min: 0, max: episodesTotal },
    panes: [
      {
        key: 'validation',
        label: 'Validation Sharpe',
        format: 'ratio',
        height: 'h240',
        levels,
        series: [
          ...curves.map(({ seed, validation }, index) =>
            seedLine(index, seed, 'validation', {
              x: validation.map(({ number }) => number),
              y: validation.map((point) => point.sharpe_ratio),
            })
          ),
          ...(curves.length > 1 ? medianAndRange(curves) : []),
        ],
      },
      {
        key: 'return',
        label: `Training return, median of ${MEDIAN_WIDTH}`,
        format: 'signed_percent',
        height: 'h150',
        levels: levels.slice(0, 1),
        series: curves.map(({ seed, training }, index) => {
          const points = training.map((point) => ({ x: point.number, y: point.total_return }))
          const { x, median } = rollingBand(points, { width: MEDIAN_WIDTH, stride })
          return seedLine(index, seed, 'return', { x, y: median })
        }),
      },
    ],
  }
}
