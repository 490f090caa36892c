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

/** Where a stop fills: at `price`, before slippage. */
export interface StopHit {
  readonly at: FillPlace
  readonly price: number
  readonly reason: FillReason
}

/**
 * Tests a position's levels against one bar, after the open fill, in the order of R11: a gap through
 * the stop, a gap through the take-profit, the range touching the stop, the range touching the
 * take-profit. Null: nothing was touched.
 */
export function stopHit(
  position: StoppedPosition,
  open: number,
  high: number,
  low: number,
  config: LedgerConfig
): StopHit | null {
  const { side } = position
  const { stop, reason } = stopLevel(position, config)
  const profit =
    config.takeProfit === null ? NaN : position.entry + side * config.takeProfit * position.unit
  const worst = side > 0 ? low : high
  const best = side > 0 ? high : low
  // a level that is not set is NaN, and no comparison with it holds
  if ((stop - open) * side >= 0) return { at: 'open', price: open, reason }
  if ((open - profit) * side >= 0) return { at: 'open', price: open, reason: 'take_profit' }
  if ((stop - worst) * side >= 0) return { at: 'intrabar', price: stop, reason }
  if ((best - profit) * side >= 0) return { at: 'intrabar', price: profit, reason: 'take_profit' }
  return null
}

/** The tighter of stop-loss and trailing stop; on a tie the stop-loss. NaN: none is set. */
function stopLevel(
  { side, entry, unit, best }: StoppedPosition,
  config: LedgerConfig
): { stop: number; reason: FillReason } {
  const fixed = config.stopLoss === null ? NaN : entry - side * config.stopLoss * unit
  const trailing = config.trailingStop === null ? NaN : best - side * config.trailingStop * unit
  if (Number.isNaN(fixed) || (trailing - fixed) * side > 0) {
    return { stop: trailing, reason: 'trailing_stop' }
  }
  return { stop: fixed, reason: 'stop_loss' }
}
