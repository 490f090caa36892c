import { averageTrueRange } from '../features/indicators/average_true_range.ts'
import { historicalVolatility } from '../features/indicators/volatility.ts'
import type { Series } from '../market/series.ts'
import type { LedgerConfig } from './ledger_parameters.ts'

/** A series with the columns that sizing and stops read at the decision bar; NaN in the warm-up. */
export interface LedgerMarket {
  readonly series: Series
  /** Wilder's average true range in units of price; null when nothing reads it. */
  readonly atr: Float64Array | null
  /** Annualised; null when nothing reads it. */
  readonly volatility: Float64Array | null
  /** First bar at which every column needed is known. */
  readonly firstBar: number
}

/** Computes the columns that a config needs, once for all episodes (R3, R11). */
export function ledgerMarket(
  series: Series,
  config: LedgerConfig,
  periodsPerYear: number
): LedgerMarket {
  const byVolatility = config.sizing === 'volatility_target'
  const byAtr = byVolatility && config.volMeasure === 'atr'
  const atr = byAtr || config.stopUnit === 'atr' ? averageTrueRange(series, config.atrPeriod) : null
  let volatility: Float64Array | null = null
  if (byAtr && atr !== null) {
    const root = Math.sqrt(periodsPerYear)
    volatility = atr.map((range, i) => (range / series.close[i]) * root)
  } else if (byVolatility) {
    volatility = historicalVolatility(series.close, config.volWindow, periodsPerYear)
  }
  const firstBar = Math.max(
    atr === null ? 0 : config.atrPeriod,
    byVolatility && !byAtr ? config.volWindow : 0
  )
  return { series, atr, volatility, firstBar }
}
