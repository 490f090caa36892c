import type { TrainingPoint, ValidationPoint } from '#services/pages/run_curves'
import type { ChartSeries, ChartSpec, Level, Pane } from '#transformers/charts/chart_spec'
import { rollingBand } from '#transformers/charts/rolling_band'

/** Episodes in each median. */
const MEDIAN_WIDTH = 25
const MOST_MEDIANS = 400

interface RunCurves {
  readonly episodesTotal: number
  readonly training: readonly TrainingPoint[]
  readonly validation: readonly ValidationPoint[]
  /** Validation episode's number to its realised discounted return. */
  readonly realised: ReadonlyMap<number, number>
  readonly best: { readonly number: number } | null
  readonly benchmarkSharpe: number | null
}

/** Every so many episodes a median is drawn; it depends on the run's length only, so that live points fit. */
function medianStride(episodesTotal: number): number {
  return Math.max(1, Math.ceil(episodesTotal / MOST_MEDIANS))
}

function bandOf(curves: RunCurves, value: (point: TrainingPoint) => number | null) {
  const points = curves.training.map((point) => ({ x: point.number, y: value(point) }))
  return rollingBand(points, { width: MEDIAN_WIDTH, stride: medianStride(curves.episodesTotal) })
}

function figure(episodesTotal: number, panes: readonly Pane[]): ChartSpec {
  return {
    x: { kind: 'number', label: 'Episode', values: [], min: 0, max: episodesTotal },
    panes,
  }
}

const ZERO: Level = { y: 0, label: '', color: 'line-strong' }

function learningChart(curves: RunCurves): ChartSpec {
  const band = bandOf(curves, (point) => point.total_return)
  const { validation, best, benchmarkSharpe } = curves
  const kept = best ? [{ x: best.number, label: 'best, weights kept', color: 'c2' as const }] : []
  return figure(curves.episodesTotal, [
    {
      key: 'return',
      label: 'Training return',
      format: 'signed_percent',
      height: 'h150',
      levels: [ZERO],
      moments: kept.map((moment) => ({ ...moment, label: '' })),
      series: [
        line('median', `Training return, median of ${MEDIAN_WIDTH}`, band.x, band.median),
        {
          kind: 'band',
          key: 'band',
          label: '10th to 90th percentile',
          color: 'c1',
          x: band.x,
          low: band.low,
          high: band.high,
        },
      ],
    },
    {
      key: 'validation',
      label: 'Validation Sharpe',
      format: 'ratio',
      height: 'h150',
      levels: benchmarkSharpe === null ? [ZERO] : [ZERO, benchmarkLevel(benchmarkSharpe)],
      moments: kept,
      series: [
        {
          kind: 'points',
          key: 'validation',
          label: 'Validation Sharpe',
          color: 'c2',
          x: validation.map(({ number }) => number),
          y: validation.map((point) => point.sharpe_ratio),
        },
      ],
    },
  ])
}

function benchmarkLevel(y: number): Level {
  return { y, label: 'Buy and hold', color: 'bench' }
}

function line(
  key: string,
  label: string,
  x: readonly number[],
  y: readonly (number | null)[]
): ChartSeries {
  return { kind: 'line', key, label, color: 'c1', x, y }
}

function qValueChart(curves: RunCurves): ChartSpec {
  const x = curves.validation.map(({ number }) => number)
  const predicted = curves.validation.map((point) => point.mean_max_q)
  const realised = x.map((number) => curves.realised.get(number) ?? null)
  const spread = curves.validation.flatMap(({ number, max_q_low: low, max_q_high: high }) =>
    low === null || high === null ? [] : [{ number, low, high }]
  )
  return figure(curves.episodesTotal, [
    {
      key: 'q',
      label: 'Reward units',
      format: 'plain',
      height: 'h150',
      series: [
        line('predicted', 'Predicted, mean max Q', x, predicted),
        {
          kind: 'band',
          key: 'band',
          label: '10th to 90th percentile of its decisions',
          color: 'c1',
          x: spread.map(({ number }) => number),
          low: spread.map(({ low }) => low),
          high: spread.map(({ high }) => high),
        },
        {
          kind: 'line',
          key: 'realised',
          label: 'Realised discounted return',
          color: 'c3',
          dash: 'dashed',
          x,
          y: realised,
        },
      ],
    },
  ])
}

function lossChart(curves: RunCurves): ChartSpec {
  const band = bandOf(curves, (point) => point.mean_loss)
  return figure(curves.episodesTotal, [
    {
      key: 'loss',
      label: 'Loss',
      format: 'plain',
      height: 'h150',
      scale: 'log',
      series: [line('loss', `Median of ${MEDIAN_WIDTH} episodes`, band.x, band.median)],
    },
  ])
}

function epsilonChart(curves: RunCurves): ChartSpec {
  const stride = medianStride(curves.episodesTotal)
  const shown = curves.training.filter(
    ({ number }) => number % stride === 0 || number === curves.training.length
  )
  return figure(curves.episodesTotal, [
    {
      key: 'epsilon',
      label: 'Epsilon',
      format: 'plain',
      height: 'h84',
      min: 0,
      max: 1,
      series: [
        line(
          'epsilon',
          'Epsilon',
          shown.map(({ number }) => number),
          shown.map(({ epsilon }) => epsilon)
        ),
      ],
    },
  ])
}

/** Environment steps a second over groups of episodes that were stored at different times. */
function speedChart(curves: RunCurves): ChartSpec {
  const { x, y } = speeds(curves.training, medianStride(curves.episodesTotal))
  return figure(curves.episodesTotal, [
    {
      key: 'speed',
      label: 'Environment steps/s',
      format: 'whole',
      height: 'h84',
      min: 0,
      series: [line('speed', 'Steps/s', x, y)],
    },
  ])
}

const LEAST_SECONDS = 0.5

function speeds(training: readonly TrainingPoint[], stride: number) {
  const x: number[] = []
  const y: number[] = []
  let steps = 0
  let since = training[0]?.recorded_at.getTime() ?? 0
  for (const [i, point] of training.entries()) {
    if (i === 0) continue
    steps += point.total_steps
    const seconds = (point.recorded_at.getTime() - since) / 1000
    if (seconds < LEAST_SECONDS || point.number % stride !== 0) continue
    x.push(point.number)
    y.push(steps / seconds)
    steps = 0
    since = point.recorded_at.getTime()
  }
  return { x, y }
}

/** What the charts of a run are drawn from. */
export interface DrawnRun {
  readonly run: { readonly episodes_total: number }
  readonly training: readonly TrainingPoint[]
  readonly validation: readonly ValidationPoint[]
  readonly realised: ReadonlyMap<number, number>
  readonly best: ValidationPoint | null
  readonly benchmark: { readonly sharpe?: unknown }
}

/** All charts over a run's episodes, by the id of their figure. */
export function runCharts(drawn: DrawnRun): RunCharts {
  const { run, training, validation, realised, best, benchmark } = drawn
  const curves: RunCurves = {
    episodesTotal: run.episodes_total,
    training,
    validation,
    realised,
    best,
    benchmarkSharpe: typeof benchmark.sharpe === 'number' ? benchmark.sharpe : null,
  }
  return {
    learning: learningChart(curves),
    'q-values': qValueChart(curves),
    loss: lossChart(curves),
    epsilon: epsilonChart(curves),
    speed: speedChart(curves),
  }
}

export type RunCharts = Readonly<
  Record<'learning' | 'q-values' | 'loss' | 'epsilon' | 'speed', ChartSpec>
>
