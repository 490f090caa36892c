import type { LedgerConfig } from '../portfolio/ledger_parameters.ts'
import type { ComparedPlay } from './compared_play.ts'
import type { TradeRow } from './tear_sheet/tear_sheet.ts'

/** What a stress changes; left out: as it is. */
export interface PlayChange {
  /** The account's rules. */
  readonly rules?: LedgerConfig
  /** Bars by which the first decision comes later. */
  readonly shift?: number
}

/** A strategy on one range that can be played again under other rules. Playing draws nothing. */
export interface Playable {
  readonly rules: LedgerConfig
  play(change?: PlayChange): FullPlay
}

export interface FullPlay extends ComparedPlay {
  /** UTC epoch ms of each bar of `equity`. */
  readonly time: Float64Array
  /** Trades in time order, the open one last. */
  readonly trades: readonly TradeRow[]
  /** Target level of each decision, float64 [bars - 1]. */
  readonly wanted: Float64Array
  /** Decisions by action index; empty for a benchmark. */
  readonly actionCounts: readonly number[]
}
