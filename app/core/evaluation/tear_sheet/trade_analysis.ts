import type { Series } from '../../market/series.ts'
import type { TradeRecord } from '../../portfolio/records.ts'
import { excursionOf } from '../metrics/excursions.ts'
import type { TradeAnalysis, TradeGroup, TradeRow } from './tear_sheet.ts'

/** Trades, and the closed ones in groups. */
export function tradeAnalysis(rows: readonly TradeRow[]): TradeAnalysis {
  const closed = rows.filter(({ exitTime }) => exitTime !== null)
  return {
    rows,
    byExit: groups(closed, ({ exitReason }) => exitReason),
    byDirection: groups(closed, ({ direction }) => direction),
  }
}

/** Each trade with its return, holding time and excursions, an open one up to `lastBar`. */
export function tradeRows(
  trades: readonly TradeRecord[],
  openTrade: TradeRecord | null,
  series: Series,
  lastBar: number
): TradeRow[] {
  const rows = trades.map((trade) => tradeRow(trade, series, lastBar))
  return openTrade === null ? rows : [...rows, tradeRow(openTrade, series, lastBar)]
}

function tradeRow(trade: TradeRecord, series: Series, lastBar: number): TradeRow {
  const { direction, entryTime, exitTime, entryPrice, exitPrice, quantity, pnl, exitReason } = trade
  return {
    direction,
    entryTime,
    exitTime,
    entryPrice,
    exitPrice,
    quantity,
    pnl,
    return: pnl / (entryPrice * Math.abs(quantity)),
    holding: (trade.exitBar ?? lastBar) - trade.entryBar,
    ...excursionOf(series, trade, lastBar),
    exitReason,
  }
}

function groups(rows: readonly TradeRow[], nameOf: (row: TradeRow) => string): TradeGroup[] {
  const names = [...new Set(rows.map(nameOf))].sort()
  return names.map((name) => {
    const members = rows.filter((row) => nameOf(row) === name)
    const n = members.length
    return {
      name,
      trades: n,
      pnl: members.reduce((sum, { pnl }) => sum + pnl, 0),
      winRate: members.filter(({ pnl }) => pnl > 0).length / n,
      averageReturn: members.reduce((sum, row) => sum + row.return, 0) / n,
    }
  })
}
