import type { StressedPlay, TearSheet } from '#core/evaluation/tear_sheet/tear_sheet'
import type { ChartSeries, ChartSpec, Level } from '#transformers/charts/chart_spec'
import { seedName } from '#transformers/charts/evaluation/equity_figure'

const ZERO: Level = { y: 0, label: '', color: 'line-strong' }

/** The shown seed with the range of all. */
function seedSeries(sheet: TearSheet, plays: readonly StressedPlay[]): ChartSeries[] {
  const shown: ChartSeries = {
    kind: 'line',
    key: 'shown',
    label: seedName(sheet),
    color: 'c1',
    y: plays.map(({ sharpe }) => sharpe),
  }
  if (sheet.agents.length === 1) return [shown]
  return [
    shown,
    {
      kind: 'band',
      key: 'seeds',
      label: 'All seeds',
      color: 'c1',
      low: plays.map(({ sharpeLow }) => sharpeLow),
      high: plays.map(({ sharpeHigh }) => sharpeHigh),
    },
  ]
}

/** Sharpe ratio at multiples of all costs. */
export function costFigure(sheet: TearSheet): ChartSpec {
  const { costs } = sheet.stress
  const multiples = costs.map(({ multiple }) => multiple)
  const [shown, ...range] = seedSeries(sheet, costs)
  return {
    x: {
      kind: 'number',
      label: 'Times the costs',
      values: multiples,
      labelled: true,
      format: 'plain',
    },
    panes: [
      {
        key: 'costs',
        label: 'Sharpe',
        format: 'ratio',
        height: 'h150',
        levels: [ZERO],
        series: [
          shown,
          {
            kind: 'line',
            key: 'hold',
            label: 'Buy and hold',
            color: 'bench',
            dash: 'dashed',
            y: costs.map(({ holdSharpe }) => holdSharpe),
          },
          ...range,
        ],
      },
    ],
  }
}

/** Sharpe ratio when the first decision comes later; null when that was not tried. */
export function startFigure(sheet: TearSheet): ChartSpec | null {
  const { starts, costs } = sheet.stress
  const asItIs = costs.find(({ multiple }) => multiple === 1)
  if (starts.length === 0 || asItIs === undefined) return null
  const plays = [asItIs, ...starts]
  return {
    x: { kind: 'number', label: 'Bars later', values: plays.map((_, shift) => shift) },
    panes: [
      {
        key: 'starts',
        label: 'Sharpe',
        format: 'ratio',
        height: 'h150',
        levels: [ZERO],
        series: seedSeries(sheet, plays),
      },
    ],
  }
}
