import type { LedgerConfig } from './ledger_parameters.ts'

const YEAR_MILLISECONDS = 365 * 86_400_000

type Commission = Pick<LedgerConfig, 'commissionRate' | 'commissionPerUnit' | 'commissionMin'>
type Rates = Pick<LedgerConfig, 'borrowRate' | 'marginRate'>

/** Commission of an order in the quote currency (R7). `price` is the fill price, `units` > 0. */
export function commissionOf(units: number, price: number, config: Commission): number {
  const byQuantity = units * (price * config.commissionRate + config.commissionPerUnit)
  return byQuantity > config.commissionMin ? byQuantity : config.commissionMin
}

/**
 * Price of a market fill: the reference moved against the trader (R10).
 * @param side 1 buys, -1 sells
 * @param slippage fraction, >= 0
 */
export function slippedPrice(reference: number, side: number, slippage: number): number {
  return reference * (1 + side * slippage)
}

/**
 * Simple interest on a state that lasts `milliseconds` of calendar time, by 365 days a year (R9): borrow
 * on the value of units short at `close`, margin on negative cash. Positive cash earns nothing.
 */
export function interestOf(
  cash: number,
  units: number,
  close: number,
  milliseconds: number,
  config: Rates
): number {
  const years = milliseconds / YEAR_MILLISECONDS
  const borrow = units < 0 ? -units * close * config.borrowRate * years : 0
  const margin = cash < 0 ? -cash * config.marginRate * years : 0
  return borrow + margin
}
