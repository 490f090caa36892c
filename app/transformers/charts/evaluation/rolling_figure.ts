import type { TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import type { ChartSpec } from '#transformers/charts/chart_spec'
import {
  drawnBars,
  rounded,
  sheetAxis,
  wholeSheet,
} from '#transformers/charts/evaluation/drawn_bars'

/** Rolling Sharpe ratio and volatility of the shown seed; null when the range is shorter than the window. */
export function rollingFigure(sheet: TearSheet, interval: string): ChartSpec | null {
  const { rolling } = sheet
  if (rolling === null) return null
  const bars = drawnBars(sheet, { ...wholeSheet(sheet), from: rolling.window })
  return {
    x: {
      ...sheetAxis(sheet, bars, interval),
      extent: [bars[0], bars[bars.length - 1]],
      barsPerPoint: 1,
    },
    panes: [
      {
        key: 'rolling-sharpe',
        label: 'Sharpe',
        format: 'ratio',
        height: 'h120',
        levels: [{ y: 0, label: '', color: 'line-strong' }],
        series: [
          {
            kind: 'line',
            key: 'rolling-sharpe',
            label: 'Sharpe',
            color: 'c1',
            y: bars.map((bar) => rounded(rolling.sharpe[bar], 4)),
          },
        ],
      },
      {
        key: 'rolling-volatility',
        label: 'Volatility a year',
        format: 'percent',
        height: 'h84',
        min: 0,
        series: [
          {
            kind: 'line',
            key: 'rolling-volatility',
            label: 'Volatility a year',
            color: 'c3',
            y: bars.map((bar) => rounded(rolling.volatility[bar], 5)),
          },
        ],
      },
    ],
  }
}
