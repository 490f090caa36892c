import type { EpisodeRecord } from '../environment/episode_record.ts'
import { measurePlay, type PlayedAccount } from '../evaluation/compared_play.ts'
import type { FullPlay, Playable, PlayChange } from '../evaluation/playable.ts'
import { tradeRows } from '../evaluation/tear_sheet/trade_analysis.ts'
import type { TradeRow } from '../evaluation/tear_sheet/tear_sheet.ts'
import type { LedgerConfig } from '../portfolio/ledger_parameters.ts'
import type { FillRecord, TradeRecord } from '../portfolio/records.ts'
import type { ModelPlayable } from './model_playable.ts'

/** A fold's episode in the stitched account. */
interface PlayedFold {
  readonly record: EpisodeRecord
  readonly playable: ModelPlayable
  /** Equity that it begins with / the initial cash of its own account. */
  readonly factor: number
}

/**
 * The out-of-sample ranges of walk-forward folds as one account, each fold with its own model. A fold
 * begins with what the one before ended with; between two folds the account is flat for the one bar
 * from the last bar of the one to the first decision of the next.
 */
export class StitchedPlayable implements Playable {
  readonly rules: LedgerConfig
  readonly #folds: readonly ModelPlayable[]
  readonly #periodsPerYear: number

  /** @param folds in time order, at least one */
  constructor(folds: readonly ModelPlayable[], periodsPerYear: number) {
    this.#folds = folds
    this.rules = folds[0].rules
    this.#periodsPerYear = periodsPerYear
  }

  /** `shift` moves the first decision of the first fold. */
  play({ rules, shift = 0 }: PlayChange = {}): FullPlay {
    let equity = this.rules.initialCash
    const played = this.#folds.map((playable, k): PlayedFold => {
      const record = playable.record({ ...(rules && { rules }), shift: k === 0 ? shift : 0 })
      const factor = equity / record.initialEquity
      equity = record.finalEquity * factor
      return { record, playable, factor }
    })
    const account = joined(played)
    const bars = account.time.length
    const { levels } = this.#folds[0].model.manifest.parameters.environment
    return {
      ...measurePlay(account, this.#periodsPerYear),
      time: account.time,
      trades: played.flatMap(rowsOf),
      wanted: wantedLevels(played, levels, bars - 1),
      actionCounts: levels.map((_, action) =>
        played.reduce((sum, { record }) => sum + record.actionCounts[action], 0)
      ),
    }
  }
}

/** Bars of a fold from its first decision on, also after ruin. */
function barsOf({ record, playable }: PlayedFold): number {
  return playable.range.last - record.startBar + 1
}

function joined(folds: readonly PlayedFold[]): PlayedAccount {
  const bars = folds.reduce((sum, fold) => sum + barsOf(fold), 0)
  const equity = new Float64Array(bars)
  const time = new Float64Array(bars)
  let offset = 0
  for (const fold of folds) {
    const { record, playable, factor } = fold
    const end = offset + barsOf(fold)
    equity.fill(record.finalEquity * factor, offset, end)
    record.equity.forEach((value, k) => (equity[offset + k] = value * factor))
    time.set(
      playable.featured.series.time.subarray(record.startBar, playable.range.last + 1),
      offset
    )
    offset = end
  }
  return {
    equity,
    time,
    held: folds.reduce((sum, { record }) => sum + record.exposure * record.equity.length, 0),
    trades: folds.flatMap(({ record, factor }) =>
      record.trades.map((trade) => scaledTrade(trade, factor))
    ),
    fills: folds.flatMap(({ record, factor }) =>
      record.fills.map((fill) => scaledFill(fill, factor))
    ),
  }
}

function wantedLevels(folds: readonly PlayedFold[], levels: readonly number[], decisions: number) {
  const wanted = new Float64Array(decisions)
  let offset = 0
  for (const fold of folds) {
    fold.record.stepColumns?.action.forEach((action, k) => (wanted[offset + k] = levels[action]))
    offset += barsOf(fold)
  }
  return wanted
}

function rowsOf({ record, playable, factor }: PlayedFold): TradeRow[] {
  const { trades, openTrade } = record
  const rows = tradeRows(trades, openTrade, playable.featured.series, playable.range.last)
  return rows.map((row) => ({ ...row, quantity: row.quantity * factor, pnl: row.pnl * factor }))
}

function scaledTrade(trade: TradeRecord, factor: number): TradeRecord {
  return { ...trade, quantity: trade.quantity * factor, pnl: trade.pnl * factor }
}

function scaledFill(fill: FillRecord, factor: number): FillRecord {
  return { ...fill, quantity: fill.quantity * factor }
}
