import { InvalidParameter } from '../errors.ts'
import type { Series } from '../market/series.ts'
import { ledgerMarket, type LedgerMarket } from '../portfolio/ledger_market.ts'
import { untradableBar } from '../portfolio/tradable_bars.ts'
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
 * @throws E_MARKET_UNFIT when a window is longer than the data, a range has no step, a bar cannot be
 * traded, or a feature is unknown; E_INVALID_PARAMETER without a market
 */
export function prepareMarkets(
  markets: readonly EnvironmentMarket[],
  config: EnvironmentConfig,
  window: number
): PreparedMarket[] {
  if (markets.length === 0) {
    throw new InvalidParameter('datasets', 'No market is given to trade on.', 'Name a dataset.')
  }
  let rowOffset = 0
  return markets.map((market) => {
    const ledger = ledgerMarket(market.series, config, market.periodsPerYear)
    const firstDecision = Math.max(market.firstBar, ledger.firstBar)
    const prepared = { ...market, ledger, rowOffset, firstDecision }
    refuseLayout(prepared, markets[0])
    refuseRange(prepared, window)
    refuseValues(prepared, window)
    rowOffset += market.series.length
    return prepared
  })
}

/** Every market has the same features, one row a bar. */
function refuseLayout(market: PreparedMarket, first: EnvironmentMarket): void {
  const { symbol, series, table, columns, featureNames } = market
  const bars = series.length
  const remedy = 'Compute the features of all datasets with the same parameters.'
  if (table.length !== bars * columns || featureNames.length !== columns) {
    const fault = `the feature table has ${table.length} values and ${featureNames.length} names for ${bars} bars of ${columns} features.`
    throw new MarketUnfit(symbol, fault, remedy)
  }
  if (featureNames.join() === first.featureNames.join()) return
  const fault = `its features are not those of ${first.symbol}: ${featureNames.join(', ')}, but ${first.featureNames.join(', ')}.`
  throw new MarketUnfit(symbol, fault, remedy)
}

/** The window of the first decision and the bar after it lie within the data. */
function refuseRange(market: PreparedMarket, window: number): void {
  const { symbol, series, firstBar, firstDecision, lastBar } = market
  const bars = series.length
  const remedy = 'Take a smaller features.window, shorter periods or more bars.'
  if (window > bars) {
    throw new MarketUnfit(symbol, `a window of ${window} bars is longer than its ${bars}.`, remedy)
  }
  if (firstBar < window - 1) {
    const fault = `a window of ${window} bars that ends at bar ${firstBar} begins before the data.`
    throw new MarketUnfit(symbol, fault, remedy)
  }
  if (lastBar >= bars) {
    const fault = `its range ends at bar ${lastBar}, but bar ${bars - 1} is its last.`
    throw new MarketUnfit(symbol, fault, 'Take a range that lies within the data.')
  }
  if (lastBar > firstDecision) return
  const fault = `from bar ${firstDecision}, where every column is known, to bar ${lastBar} there is no step to make.`
  throw new MarketUnfit(symbol, fault, remedy)
}

/** Every number that a step or an observation reads is known. */
function refuseValues(market: PreparedMarket, window: number): void {
  const { symbol, series, table, columns, featureNames, firstDecision, lastBar, ledger } = market
  const fault = untradableBar(series, firstDecision, lastBar)
  if (fault !== null) throw new MarketUnfit(symbol, fault, 'Fetch the dataset with repair.')
  for (const column of [ledger.atr, ledger.volatility]) {
    const bar = column?.findIndex((value, i) => i >= firstDecision && !Number.isFinite(value)) ?? -1
    if (bar < 0 || bar > lastBar) continue
    const unknown = `the volatility that sizing and stops read is unknown at bar ${bar}.`
    throw new MarketUnfit(symbol, unknown, 'Fetch the dataset with repair.')
  }
  const firstRow = firstDecision - window + 1
  const values = table.subarray(firstRow * columns, (lastBar + 1) * columns)
  const at = values.findIndex((value) => !Number.isFinite(value))
  if (at < 0) return
  const unknown = `feature ${featureNames[at % columns]} is ${values[at]} at bar ${firstRow + Math.floor(at / columns)}.`
  throw new MarketUnfit(symbol, unknown, 'Begin after the warm-up of every feature.')
}
