import type { TradeRow } from '#core/evaluation/tear_sheet/tear_sheet'
import { shareText } from '#core/evaluation/verdicts/verdict'
import { equalBins, niceWidth } from '#transformers/charts/bins'
import type { ChartSpec, MarkSeries } from '#transformers/charts/chart_spec'

const MOST_BINS = 40

/** Closed trades by return, 0 being a bin's border. */
export function returnFigure(trades: readonly TradeRow[]): ChartSpec {
  const returns = trades.map((trade) => trade.return)
  const widest = Math.max(...returns.map(Math.abs), 1e-6)
  const width = niceWidth(widest / (MOST_BINS / 2))
  const { middles, counts } = equalBins(returns, width)
  return {
    x: {
      kind: 'number',
      label: 'Return',
      values: middles,
      format: 'signed_percent',
      min: middles[0] - width / 2,
      max: middles[middles.length - 1] + width / 2,
    },
    panes: [
      {
        key: 'returns',
        label: `Trades in each bin of ${shareText(width, 2)}`,
        format: 'whole',
        height: 'h150',
        min: 0,
        moments: [{ x: 0, label: '', color: 'line-strong' }],
        series: [
          {
            kind: 'bars',
            key: 'trades',
            label: 'Trades',
            color: 'c1',
            signOfX: true,
            outcome: true,
            y: counts,
          },
        ],
      },
    ],
  }
}

/** Closed trades by bars held. */
export function holdingFigure(trades: readonly TradeRow[]): ChartSpec {
  const holdings = trades.map(({ holding }) => holding)
  const width = Math.max(1, niceWidth(Math.max(...holdings, 1) / (MOST_BINS / 2)))
  const { middles, counts, edge } = equalBins(holdings, width)
  return {
    x: {
      kind: 'number',
      label: 'Bars held',
      // of whole numbers k .. k + width - 1
      values: middles.map((middle) => middle - 0.5),
      format: 'plain',
      min: -0.5,
      max: edge - 0.5,
    },
    panes: [
      {
        key: 'holdings',
        label: width === 1 ? 'Trades' : `Trades in each bin of ${width} bars`,
        format: 'whole',
        height: 'h150',
        min: 0,
        series: [{ kind: 'bars', key: 'trades', label: 'Trades', color: 'c1', y: counts }],
      },
    ],
  }
}

/** Each trade by how far the price went against it and for it while it was held. */
export function excursionFigure(trades: readonly TradeRow[]): ChartSpec {
  const least = Math.min(...trades.map(({ adverse }) => adverse), -1e-6)
  const values = [...new Set(trades.map(({ adverse }) => adverse))].sort((a, b) => a - b)
  const gains = trades.filter(({ pnl }) => pnl > 0)
  const losses = trades.filter(({ pnl }) => pnl <= 0)
  return {
    x: {
      kind: 'number',
      label: 'Adverse excursion',
      values,
      format: 'percent',
      min: least * 1.05,
      max: -least * 0.03,
    },
    panes: [
      {
        key: 'excursions',
        label: 'Favourable excursion',
        format: 'percent',
        height: 'h150',
        series: [
          excursionMarks('gains', 'Gain', 'diamond', gains),
          excursionMarks('losses', 'Loss', 'cross', losses),
        ],
      },
    ],
  }
}

function excursionMarks(
  key: string,
  label: string,
  shape: MarkSeries['shape'],
  trades: readonly TradeRow[]
): MarkSeries {
  return {
    kind: 'marks',
    key,
    label,
    shape,
    color: shape === 'diamond' ? 'gain' : 'loss',
    x: trades.map(({ adverse }) => adverse),
    y: trades.map(({ favourable }) => favourable),
    texts: trades.map(
      (trade) =>
        `${trade.direction}, for it ${shareText(trade.favourable)}, return ${shareText(trade.return)}`
    ),
  }
}
