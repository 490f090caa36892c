import type { Series } from '../market/series.ts'
import { Ledger } from '../portfolio/ledger.ts'
import { ledgerMarket } from '../portfolio/ledger_market.ts'
import type { LedgerConfig } from '../portfolio/ledger_parameters.ts'
import type { StopLevels } from '../portfolio/stops.ts'

/** What an account's rules say at one decision. */
export interface AccountAtDecision {
  /** Levels of the stops in force at the close; null: flat, or no stop is set. */
  readonly stops: StopLevels | null
  /** Whether the decision makes an order (R2, R13). */
  readonly ordered: boolean
}

/**
 * Plays the decisions of an episode through its account again, up to the one at the close of `bar`.
 * @param levels target levels decided from `startBar` on, that of `bar` included
 */
export function accountAt(
  series: Series,
  levels: ArrayLike<number>,
  config: LedgerConfig,
  options: { periodsPerYear: number; startBar: number; bar: number }
): AccountAtDecision {
  const { periodsPerYear, startBar, bar } = options
  const market = ledgerMarket(series, config, periodsPerYear)
  const ledger = new Ledger(market, config)
  ledger.reset(market)
  for (let t = startBar; t < bar; t++) {
    ledger.decide(t, levels[t - startBar])
    ledger.process(t + 1, false)
  }
  const stops = ledger.stopLevels()
  return { stops, ordered: ledger.decide(bar, levels[bar - startBar]) }
}
