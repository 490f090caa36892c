import type { Series } from '../../market/series.ts'
import type { TradeRecord } from '../../portfolio/records.ts'

/** How far a trade went against and for its holder, as fractions of the entry price. */
export interface Excursion {
  /** Maximum adverse excursion, <= 0. */
  readonly adverse: number
  /** Maximum favourable excursion, >= 0. */
  readonly favourable: number
}

/**
 * Excursions of a trade over the ranges of its bars, from the entry bar to the exit bar (an open trade:
 * to `lastBar`), both included. The order of high and low within a bar is unknown, so both count whole.
 */
export function excursionOf(series: Series, trade: TradeRecord, lastBar: number): Excursion {
  const end = trade.exitBar ?? lastBar
  let [low, high] = [trade.entryPrice, trade.entryPrice]
  for (let bar = trade.entryBar; bar <= end; bar++) {
    if (series.low[bar] < low) low = series.low[bar]
    if (series.high[bar] > high) high = series.high[bar]
  }
  const down = low / trade.entryPrice - 1
  const up = high / trade.entryPrice - 1
  return trade.direction === 'long'
    ? { adverse: down, favourable: up }
    : { adverse: -up, favourable: -down }
}
