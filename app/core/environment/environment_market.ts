import type { Series } from '../market/series.ts'
import { ledgerMarket, type LedgerMarket } from '../portfolio/ledger.ts'
import type { EnvironmentConfig } from './environment_parameters.ts'
import { MarketUnfit } from './environment_errors.ts'

/** One dataset made ready for an environment. */
export interface EnvironmentMarket {
  readonly symbol: string
  /** Bars, adjusted as the run says. */
  readonly series: Series
  /** Scaled features, float32 row-major [series.length, columns]: a bar's row has its number. */
  readonly table: Float32Array
  readonly columns: number
  /** Names of the features, in the order of the columns. */
  readonly featureNames: readonly string[]
  /** Earliest bar of a decision: its whole window must be known. */
  readonly firstBar: number
  /** Last bar that an episode may reach. */
  readonly lastBar: number
  readonly periodsPerYear: number
}

/** A market with the ledger's columns and the number of its first row among all markets. */
export interface PreparedMarket extends EnvironmentMarket {
  readonly ledger: LedgerMarket
  readonly rowOffset: number
  /** The same as `firstBar`, but not inside the warm-up of sizing and stops. */
  readonly firstDecision: number
}

/**
 * Checks markets and adds what the ledger reads.
 * @throws E_MARKET_UNFIT when a window is longer than the data, a range has no step, or a price is no number
 */
export function prepareMarkets(
  markets: readonly EnvironmentMarket[],
  config: EnvironmentConfig,
  window: number
): PreparedMarket[] {
  let rowOffset = 0
  return markets.map((market) => {
    const ledger = ledgerMarket(market.series, config, market.periodsPerYear)
    const firstDecision = Math.max(market.firstBar, ledger.firstBar)
    refuseUnfit(market, firstDecision, window)
    const prepared = { ...market, ledger, rowOffset, firstDecision }
    rowOffset += market.series.length
    return prepared
  })
}

function refuseUnfit(market: EnvironmentMarket, firstDecision: number, window: number): void {
  const { symbol, series, table, columns, firstBar, lastBar } = market
  if (table.length !== series.length * columns) {
    const fault = `the feature table has ${table.length} values for ${series.length} bars and ${columns} features.`
    throw new MarketUnfit(symbol, fault, 'Compute the features on these bars.')
  }
  if (firstBar < window - 1 || lastBar >= series.length) {
    const fault = `a window of ${window} bars before bar ${firstBar}, or bar ${lastBar}, lies outside the ${series.length} bars.`
    throw new MarketUnfit(symbol, fault, 'Take a smaller features.window or more bars.')
  }
  if (lastBar - firstDecision < 1) {
    const fault = `from bar ${firstDecision}, where every column is known, to bar ${lastBar} there is no step to make.`
    throw new MarketUnfit(
      symbol,
      fault,
      'Take a smaller features.window, shorter periods or more bars.'
    )
  }
  for (let bar = firstDecision - window + 1; bar <= lastBar; bar++) {
    if (Number.isFinite(series.open[bar]) && series.close[bar] > 0) continue
    const fault = `bar ${bar} has open ${series.open[bar]} and close ${series.close[bar]}.`
    throw new MarketUnfit(symbol, fault, 'Fetch the dataset again with repair.')
  }
  const firstValue = (firstDecision - window + 1) * columns
  const unknown = table.subarray(firstValue, (lastBar + 1) * columns).findIndex(Number.isNaN)
  if (unknown < 0) return
  const fault = `feature ${unknown % columns} is unknown at bar ${Math.floor((firstValue + unknown) / columns)}.`
  throw new MarketUnfit(symbol, fault, 'Begin after the warm-up of every feature.')
}
