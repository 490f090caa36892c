import type { CorporateAction, Series } from '#core/market/series'
import type { ChartSeries, ChartSpec, MarkSeries, Pane } from '#transformers/charts/chart_spec'
import {
  barsPerPoint,
  sampledCandles,
  sampledLine,
  type BarWindow,
} from '#transformers/charts/sampling'

/** An indicator column over all bars, NaN before it is defined. */
export interface IndicatorLine {
  readonly name: string
  readonly values: Float64Array | Float32Array
}

export interface DatasetCurves {
  readonly symbol: string
  readonly interval: string
  readonly series: Series
  readonly actions: readonly CorporateAction[]
  /** Lines over the price (same unit), and panes of their own. */
  readonly overlays: readonly IndicatorLine[]
  readonly panes: readonly {
    readonly label: string
    readonly lines: readonly IndicatorLine[]
    readonly levels: readonly number[]
  }[]
}

const COLORS = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6'] as const
const DASHES = ['solid', 'dashed', 'dotted'] as const

function indicatorSeries(line: IndicatorLine, index: number, window: BarWindow): ChartSeries {
  return {
    kind: 'line',
    key: line.name,
    label: line.name,
    color: COLORS[index % COLORS.length]!,
    dash: DASHES[index % DASHES.length],
    ...sampledLine(window, (bar) => line.values[bar] ?? Number.NaN),
  }
}

function actionMarks(curves: DatasetCurves, { from, to }: BarWindow): MarkSeries[] {
  const { time, high } = curves.series
  const shown = curves.actions.flatMap((action) => {
    const bar = time.findIndex((open) => open >= action.time)
    return bar >= from && bar <= to ? [{ action, bar }] : []
  })
  return (['split', 'dividend'] as const).flatMap((kind): MarkSeries[] => {
    const own = shown.filter(({ action }) => action.kind === kind)
    if (own.length === 0) return []
    return [
      {
        kind: 'marks',
        key: kind,
        label: kind === 'split' ? 'S split' : 'D dividend',
        color: kind === 'split' ? 'c4' : 'c6',
        shape: 'letter',
        x: own.map(({ bar }) => bar),
        y: own.map(({ bar }) => high[bar]!),
        texts: own.map(({ action }) =>
          action.kind === 'split' ? `${action.ratio} for 1` : `${action.amount}`
        ),
      },
    ]
  })
}

/** Candles with overlays, volume, and a pane for each group of indicators. */
export function datasetChart(curves: DatasetCurves, window: BarWindow): ChartSpec {
  const { series } = curves
  const candles = sampledCandles(window, series)
  const indicatorPanes = curves.panes.map(({ label, lines, levels }): Pane => ({
    key: label,
    label,
    format: 'plain',
    height: 'h120',
    levels: levels.map((y) => ({ y, label: '', color: 'line-strong' })),
    series: lines.map((line, index) => indicatorSeries(line, index, window)),
  }))
  return {
    x: {
      kind: 'bars',
      label: 'Bar',
      interval: curves.interval,
      values: candles.x,
      times: candles.time,
      extent: [0, series.length - 1],
      barsPerPoint: barsPerPoint(window),
    },
    side: 'right',
    panes: [
      {
        key: 'price',
        label: 'Price',
        format: 'price',
        height: 'h340',
        series: [
          ...actionMarks(curves, window),
          ...curves.overlays.map((line, index) => indicatorSeries(line, index, window)),
          {
            kind: 'candles',
            key: 'bars',
            label: curves.symbol,
            color: 'c6',
            open: candles.open,
            high: candles.high,
            low: candles.low,
            close: candles.close,
          },
        ],
      },
      {
        key: 'volume',
        label: 'Volume, units',
        format: 'compact',
        height: 'h64',
        min: 0,
        series: [
          { kind: 'bars', key: 'volume', label: 'Volume', color: 'bench', y: candles.volume },
        ],
      },
      ...indicatorPanes,
    ],
  }
}
