import type { Series } from '../../market/series.ts'
import type { LedgerConfig } from '../../portfolio/ledger_parameters.ts'
import { measurePlay, playedLevels } from '../compared_play.ts'
import type { FullPlay, Playable, PlayChange } from '../playable.ts'
import type { BarRange } from '../splits.ts'
import { tradeRows } from '../tear_sheet/trade_analysis.ts'

/** Fixed target levels on a range: a benchmark, or decisions that were made before. */
export class LevelsPlayable implements Playable {
  readonly rules: LedgerConfig
  readonly #levels: Float64Array
  readonly #series: Series
  readonly #range: BarRange
  readonly #periodsPerYear: number

  /** @param levels float64 [series.length], as a Benchmark gives them */
  constructor(
    levels: Float64Array,
    series: Series,
    range: BarRange,
    rules: LedgerConfig,
    periodsPerYear: number
  ) {
    this.#levels = levels
    this.#series = series
    this.#range = range
    this.rules = rules
    this.#periodsPerYear = periodsPerYear
  }

  play({ rules = this.rules, shift = 0 }: PlayChange = {}): FullPlay {
    const first = this.#range.first + shift
    const wanted = this.#levels.subarray(first, this.#range.last)
    const account = playedLevels(wanted, this.#series, first, rules, this.#periodsPerYear)
    const { time, trades, openTrade } = account
    return {
      ...measurePlay(account, this.#periodsPerYear),
      time,
      trades: tradeRows(trades, openTrade, this.#series, this.#range.last),
      wanted,
      actionCounts: [],
    }
  }
}
