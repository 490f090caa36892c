import { slippedPrice } from './costs.ts'
import type { LedgerConfig } from './ledger_parameters.ts'

/** Rounding of whole units: a count this close under an integer is that integer (R5). */
const WHOLE_UNIT_SLACK = 1e-9

/** Wanted exposure of a target level as a signed share of equity (R3). `volatility` at the decision bar, annualised. */
export function weightOf(level: number, volatility: number, config: LedgerConfig): number {
  if (config.sizing === 'all_in') return level
  if (config.sizing === 'fixed_fractional') return level * config.fraction
  const { volTarget, maxWeight } = config
  return level * (volatility === 0 ? maxWeight : Math.min(volTarget / volatility, maxWeight))
}

/** Rounds toward zero where units are whole. `units` >= 0. */
function roundedUnits(units: number, wholeUnits: boolean): number {
  return wholeUnits ? Math.floor(units + WHOLE_UNIT_SLACK) : units
}

/**
 * The most units n >= 0 with n · price + commission(n + closing) <= budget (R4, R6). `price` is the
 * fill price.
 */
export function affordableUnits(
  budget: number,
  price: number,
  closing: number,
  config: LedgerConfig
): number {
  const perUnit = price * config.commissionRate + config.commissionPerUnit
  const byRate = (budget - perUnit * closing) / (price + perUnit)
  const byMinimum = (budget - config.commissionMin) / price
  const units = byRate < byMinimum ? byRate : byMinimum
  return units > 0 ? roundedUnits(units, config.wholeUnits) : 0
}

/**
 * Signed units to trade so that the position has the wanted weight (R4 to R6).
 * @param weight wanted exposure, signed share of equity
 * @param price open of the fill bar, before slippage
 * @param slippage fraction, >= 0
 */
export function orderUnits(
  weight: number,
  price: number,
  cash: number,
  units: number,
  slippage: number,
  config: LedgerConfig
): number {
  if (weight === 0) return -units
  const side = weight > 0 ? 1 : -1
  const size = weight > 0 ? weight : -weight
  const fill = slippedPrice(price, side, slippage)
  if (units * side < 0) {
    const held = Math.abs(units)
    return side * (held + affordableUnits(size * (cash + units * fill), fill, held, config))
  }
  const held = Math.abs(units)
  const equity = cash + units * price
  const gap = size * equity - held * price
  if (gap >= 0) return side * affordableUnits(gap, fill, 0, config)
  const kept = Math.min(held, Math.max(0, roundedUnits((size * equity) / price, config.wholeUnits)))
  return -side * (held - kept)
}
