import type { LedgerConfig } from './ledger_parameters.ts'
import type { FillPlace, FillReason } from './records.ts'

/** The open position as the stops see it. */
export interface StoppedPosition {
  /** 1 long, -1 short. */
  readonly side: 1 | -1
  /** Average entry price, slippage included. */
  readonly entry: number
  /** One unit of distance in price: the entry price, or the ATR at the entry's decision bar. */
  readonly unit: number
  /** Best price before this bar, this bar's open included (R12). */
  readonly best: number
}

/** Prices at which a position would be closed; null: not set. */
export interface StopLevels {
  readonly stopLoss: number | null
  readonly trailingStop: number | null
  readonly takeProfit: number | null
}

// a level that is not set is NaN, and no comparison with it holds
function stopLossLevel({ side, entry, unit }: StoppedPosition, { stopLoss }: LedgerConfig): number {
  return stopLoss === null ? NaN : entry - side * stopLoss * unit
}

function trailingLevel(
  { side, best, unit }: StoppedPosition,
  { trailingStop }: LedgerConfig
): number {
  return trailingStop === null ? NaN : best - side * trailingStop * unit
}

function profitLevel({ side, entry, unit }: StoppedPosition, { takeProfit }: LedgerConfig): number {
  return takeProfit === null ? NaN : entry + side * takeProfit * unit
}

/** The levels of a position (R11, R12), as `stopHit` tests them. */
export function stopLevels(position: StoppedPosition, config: LedgerConfig): StopLevels {
  const known = (level: number) => (Number.isNaN(level) ? null : level)
  return {
    stopLoss: known(stopLossLevel(position, config)),
    trailingStop: known(trailingLevel(position, config)),
    takeProfit: known(profitLevel(position, config)),
  }
}

/** Where a stop fills: at `price`, before slippage. */
export interface StopHit {
  readonly at: FillPlace
  readonly price: number
  readonly reason: FillReason
}

/**
 * Tests a position's levels against one bar, after the open fill, in the order of R11: a gap through
 * the stop, a gap through the take-profit, the range touching the stop, the range touching the
 * take-profit. Null: nothing was touched, and nothing was allocated.
 */
export function stopHit(
  position: StoppedPosition,
  open: number,
  high: number,
  low: number,
  config: LedgerConfig
): StopHit | null {
  const { side } = position
  const fixed = stopLossLevel(position, config)
  const trailing = trailingLevel(position, config)
  const profit = profitLevel(position, config)
  // the tighter of both; on a tie the stop-loss (R12)
  const trails = Number.isNaN(fixed) || (trailing - fixed) * side > 0
  const stop = trails ? trailing : fixed
  const reason = trails ? 'trailing_stop' : 'stop_loss'
  const worst = side > 0 ? low : high
  const farthest = side > 0 ? high : low
  if ((stop - open) * side >= 0) return { at: 'open', price: open, reason }
  if ((open - profit) * side >= 0) return { at: 'open', price: open, reason: 'take_profit' }
  if ((stop - worst) * side >= 0) return { at: 'intrabar', price: stop, reason }
  if ((farthest - profit) * side >= 0) {
    return { at: 'intrabar', price: profit, reason: 'take_profit' }
  }
  return null
}
