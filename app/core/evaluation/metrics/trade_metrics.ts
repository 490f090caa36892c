import type { FillRecord, TradeRecord } from '../../portfolio/records.ts'
import { momentsOf } from './moments.ts'

/** Metrics of closed trades, pnl after costs in the quote currency. `null`: undefined. */
export interface TradeMetrics {
  readonly trades: number
  readonly winRate: number | null
  /** Sum of wins / -sum of losses; null without a loss. */
  readonly profitFactor: number | null
  /** Mean pnl. */
  readonly expectancy: number | null
  readonly averageWin: number | null
  /** Below 0. */
  readonly averageLoss: number | null
  /** System quality number: sqrt(n) * mean(pnl) / sd(pnl, ddof 1). */
  readonly sqn: number | null
  /** Bars from entry to exit. */
  readonly averageHolding: number | null
}

/** Metrics of the closed trades among `trades`: a win is pnl > 0, a loss pnl < 0. */
export function tradeMetrics(trades: readonly TradeRecord[]): TradeMetrics {
  const closed = trades.filter((trade) => trade.exitBar !== null)
  const n = closed.length
  let [wins, winSum, losses, lossSum, holding] = [0, 0, 0, 0, 0]
  const pnl = new Float64Array(n)
  closed.forEach((trade, i) => {
    pnl[i] = trade.pnl
    holding += (trade.exitBar ?? trade.entryBar) - trade.entryBar
    if (trade.pnl > 0) {
      wins++
      winSum += trade.pnl
    } else if (trade.pnl < 0) {
      losses++
      lossSum += trade.pnl
    }
  })
  const moments = n > 0 ? momentsOf(pnl) : null
  const sd = moments?.sd ?? null
  return {
    trades: n,
    winRate: n > 0 ? wins / n : null,
    profitFactor: losses > 0 ? winSum / -lossSum : null,
    expectancy: moments?.mean ?? null,
    averageWin: wins > 0 ? winSum / wins : null,
    averageLoss: losses > 0 ? lossSum / losses : null,
    sqn: moments === null || sd === null || sd === 0 ? null : (Math.sqrt(n) * moments.mean) / sd,
    averageHolding: n > 0 ? holding / n : null,
  }
}

/** Traded value a year as a multiple of mean equity: sum of quantity * price of all fills / mean(E) / years; null for no time. */
export function turnover(
  fills: readonly FillRecord[],
  equity: Float64Array,
  years: number
): number | null {
  if (years <= 0 || equity.length === 0) return null
  let traded = 0
  for (const fill of fills) traded += fill.quantity * fill.price
  let sum = 0
  for (let t = 0; t < equity.length; t++) sum += equity[t]
  return traded / (sum / equity.length) / years
}
