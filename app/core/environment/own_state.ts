import type { Ledger } from '../portfolio/ledger.ts'

/** The agent's own state in an observation, in this order; float32 each. */
export const OWN_NAMES = [
  'position',
  'target',
  'unrealised_return',
  'bars_held',
  'cash_weight',
] as const
export const OWN_SIZE = OWN_NAMES.length

/** The same of an account that is flat and wants to be. */
export const FLAT_OWN: readonly number[] = [0, 0, 0, 0, 1]

/** Bars at which `bars_held` is one half: it is held / (held + HALF_HELD), so that it stays under 1. */
const HALF_HELD = 20

/**
 * Writes the own state after `bar`: value of the position over equity; the current target (with the
 * position it tells that a stop keeps the account out, R13); return of the open position since its
 * average entry price; bars held; cash over equity. With equity gone the shares are 0.
 */
export function writeOwnState(own: Float32Array, ledger: Ledger, bar: number, close: number): void {
  const { cash, units, equity, averagePrice } = ledger
  const solvent = equity > 0
  own[0] = solvent ? (units * close) / equity : 0
  own[1] = ledger.target
  own[2] = units === 0 ? 0 : (close / averagePrice - 1) * (units > 0 ? 1 : -1)
  const held = barsHeld(ledger, bar)
  own[3] = held / (held + HALF_HELD)
  own[4] = solvent ? cash / equity : 0
}

/** Bars since the open position was entered, as of `bar`; 0 when flat. */
export function barsHeld({ units, entryBar }: Ledger, bar: number): number {
  return units === 0 ? 0 : bar - entryBar
}
