import type { ChartDataset } from 'chart.js'
import type {
  CandleSeries,
  ChartSeries,
  ChartSpec,
  MarkSeries,
} from '../../../app/transformers/charts/chart_spec.ts'
import { dashLengths } from '../../format/figures.ts'
import { token } from './tokens.ts'

const MARKS = {
  up: { pointStyle: 'triangle', rotation: 0, color: 'long' },
  down: { pointStyle: 'triangle', rotation: 180, color: 'short' },
  cross: { pointStyle: 'crossRot', rotation: 0, color: 'bad' },
  diamond: { pointStyle: 'rectRot', rotation: 0, color: 'ok' },
  letter: { pointStyle: 'circle', rotation: 0, color: 'c6' },
} as const

const POINTS = {
  dot: { pointStyle: 'circle', pointRadius: 2.6 },
  circle: { pointStyle: 'circle', pointRadius: 3.6 },
  diamond: { pointStyle: 'rectRot', pointRadius: 4 },
  ring: {
    pointStyle: 'circle',
    pointRadius: 2.8,
    backgroundColor: 'transparent',
    borderWidth: 1.2,
  },
  stroke: { pointStyle: 'line', pointRotation: 90, pointRadius: 18, borderWidth: 2 },
} as const

interface Point {
  x: number
  y: number | null
}

/** The x values of a series: its own, else the figure's. */
export function xOf(series: ChartSeries, spec: ChartSpec): readonly number[] {
  return series.x ?? spec.x.values
}

function points(x: readonly number[], y: readonly (number | null)[]): Point[] {
  return x.map((at, i) => ({ x: at, y: y[i] ?? null }))
}

/** What Chart.js draws for one series; a band takes two datasets. Keys tie them to the spec. */
export function datasetsOf(series: ChartSeries, spec: ChartSpec): ChartDataset[] {
  const x = xOf(series, spec)
  const color = token(series.color)
  const common = { label: series.key, borderColor: color, backgroundColor: color }
  switch (series.kind) {
    case 'line': {
      const fill = series.filled ? { fill: 'origin', backgroundColor: token('band') } : {}
      const borderDash = dashLengths(series.dash)
      return [{ type: 'line', ...common, ...fill, borderDash, data: points(x, series.y) as never }]
    }
    case 'band':
      return bandDatasets(series, x)
    case 'ranges':
      return [rangeDataset(series, x, color)]
    case 'points':
      return [
        {
          type: 'line',
          ...common,
          showLine: false,
          clip: false,
          ...POINTS[series.shape ?? 'dot'],
          pointHoverRadius: 4,
          data: points(x, series.y) as never,
        },
      ]
    case 'bars':
      return [barDataset(series, x, spec.x.kind === 'bars')]
    case 'candles':
      return [candleDataset(series, x)]
    case 'marks':
      return [markDataset(series)]
    case 'words':
      return []
  }
}

function bandDatasets(
  series: Extract<ChartSeries, { kind: 'band' }>,
  x: readonly number[]
): ChartDataset[] {
  const edge = { type: 'line' as const, borderWidth: 0, pointHoverRadius: 0 }
  return [
    {
      ...edge,
      label: series.key,
      fill: '+1',
      backgroundColor: token(series.muted ? 'band-2' : 'band'),
      data: points(x, series.high) as never,
    },
    { ...edge, label: `${series.key}:low`, data: points(x, series.low) as never },
  ]
}

function rangeDataset(
  series: Extract<ChartSeries, { kind: 'ranges' }>,
  x: readonly number[],
  color: string
): ChartDataset {
  return {
    type: 'bar',
    label: series.key,
    backgroundColor: color,
    barThickness: 2,
    grouped: false,
    // low and high are read from a pair only when Chart.js parses
    parsing: { xAxisKey: 'x', yAxisKey: 'y' },
    data: x.map((at, i) => ({
      x: at,
      y: [series.low[i] ?? null, series.high[i] ?? null],
    })) as never,
  }
}

function barDataset(
  series: Extract<ChartSeries, { kind: 'bars' }>,
  x: readonly number[],
  touching: boolean
): ChartDataset {
  const plain = token(series.color)
  const up = token(series.outcome ? 'gain' : 'long')
  const down = token(series.outcome ? 'loss' : 'short')
  const signs = series.signOfX ? x : series.bySign ? series.y : null
  const backgroundColor = signs ? signs.map((each) => ((each ?? 0) < 0 ? down : up)) : plain
  return {
    type: 'bar',
    label: series.key,
    backgroundColor,
    borderWidth: 0,
    barPercentage: 1,
    categoryPercentage: touching ? 1 : 0.92,
    grouped: false,
    data: points(x, series.y) as never,
  }
}

function candleDataset(series: CandleSeries, x: readonly number[]): ChartDataset {
  const color = token('candle')
  const data = x.map((at, i) => ({
    x: at,
    o: series.open[i],
    h: series.high[i],
    l: series.low[i],
    c: series.close[i],
  }))
  return {
    type: 'candlestick',
    label: series.key,
    data: data as never,
    backgroundColors: { up: token('surface'), down: color, unchanged: color },
    borderColors: { up: color, down: color, unchanged: color },
  } as ChartDataset
}

function markDataset(series: MarkSeries): ChartDataset {
  const { pointStyle, rotation, color } = MARKS[series.shape]
  const stroke = series.shape === 'cross'
  return {
    type: 'scatter',
    label: series.key,
    order: -1,
    data: points(series.x, series.y) as never,
    pointStyle,
    pointRotation: rotation,
    pointRadius: 5.5,
    pointHoverRadius: 7,
    backgroundColor: token(color),
    borderColor: stroke ? token('bad') : token('surface'),
    borderWidth: stroke ? 2.6 : 1,
  }
}
