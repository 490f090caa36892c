import type { Series } from '../market/series.ts'
import type { LedgerConfig } from '../portfolio/ledger_parameters.ts'
import type { FillRecord, TradeRecord } from '../portfolio/records.ts'
import { playLevels, type Play } from './play_levels.ts'

/** A trade with the column names of the API. */
export interface TradeRow {
  readonly entry_time: number
  readonly exit_time: number | null
  readonly entry_bar: number
  readonly exit_bar: number | null
  readonly entry_price: number
  readonly exit_price: number
  readonly quantity: number
  readonly direction: 'long' | 'short'
  readonly pnl: number
  readonly costs: number
  readonly commission: number
  readonly interest: number
  readonly exit_reason: TradeRecord['exitReason']
}

/** What `node ace ledger` answers: the `expected` part of a golden scenario. */
export interface PlayReport {
  /** State after each bar, from the first decision bar on, marked at the close. */
  readonly per_bar: { bar: number; cash: number; units: number; equity: number }[]
  readonly rewards: number[]
  readonly fills: FillRecord[]
  readonly trades: TradeRow[]
  readonly open_trade: TradeRow | null
  readonly unfilled: { decided: number; target: number }[]
  readonly terminated: boolean
  readonly truncated: boolean
  /** The last equity. */
  readonly final: number
}

/**
 * Plays target levels through one account and tells bar by bar what it did (rules R1 to R19): `levels[k]`
 * is decided at the close of bar `startBar + k`, the last bar takes none. Plain data for JSON.
 * @throws E_PLAY_REFUSED
 */
export function playActions(
  series: Series,
  levels: ArrayLike<number>,
  config: LedgerConfig,
  options: { periodsPerYear: number; startBar?: number; lastBar?: number }
): PlayReport {
  return playReport(playLevels(series, levels, config, options))
}

/** A play as plain data. */
export function playReport(play: Play): PlayReport {
  const { equity, cash, units, openTrade, terminated } = play
  return {
    per_bar: Array.from(equity, (value, k) => ({
      bar: play.startBar + k,
      cash: cash[k],
      units: units[k],
      equity: value,
    })),
    rewards: Array.from(play.rewards),
    fills: [...play.fills],
    trades: play.trades.map(tradeRow),
    open_trade: openTrade === null ? null : tradeRow(openTrade),
    unfilled: [...play.unfilled],
    terminated,
    truncated: !terminated,
    final: equity[equity.length - 1],
  }
}

export function tradeRow(trade: TradeRecord): TradeRow {
  return {
    entry_time: trade.entryTime,
    exit_time: trade.exitTime,
    entry_bar: trade.entryBar,
    exit_bar: trade.exitBar,
    entry_price: trade.entryPrice,
    exit_price: trade.exitPrice,
    quantity: trade.quantity,
    direction: trade.direction,
    pnl: trade.pnl,
    costs: trade.costs,
    commission: trade.commission,
    interest: trade.interest,
    exit_reason: trade.exitReason,
  }
}
