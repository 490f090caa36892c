import { playLevels } from '../environment/play_levels.ts'
import type { EpisodeRecord } from '../environment/episode_record.ts'
import type { Series } from '../market/series.ts'
import type { LedgerConfig } from '../portfolio/ledger_parameters.ts'
import type { FillRecord, TradeRecord } from '../portfolio/records.ts'
import type { Benchmark } from './benchmarks/benchmark.ts'
import { curveMetrics, type CurveMetrics } from './metrics/curve_metrics.ts'
import { tradeMetrics, turnover, type TradeMetrics } from './metrics/trade_metrics.ts'
import type { BarRange } from './splits.ts'

/** Everything that is measured of one strategy on one range. */
export interface ComparedPlay {
  /** float64 [bars], from the first decision bar's close to the range's last bar; constant after ruin. */
  readonly equity: Float64Array
  readonly curve: CurveMetrics
  readonly trade: TradeMetrics
  /** Bars at whose close a position is held / all bars. */
  readonly exposure: number
  readonly turnover: number | null
}

/** What an account did over a range. */
export interface PlayedAccount {
  /** float64, one value a bar; it ends early after ruin. */
  readonly equity: Float64Array
  /** UTC epoch ms, float64 [bars of the range] */
  readonly time: Float64Array
  /** Bars at whose close a position was held. */
  readonly held: number
  readonly trades: readonly TradeRecord[]
  readonly fills: readonly FillRecord[]
}

/** Plays a benchmark over a range with an account's rules, and measures it. */
export function playBenchmark(
  benchmark: Benchmark,
  series: Series,
  { first, last }: BarRange,
  rules: LedgerConfig,
  periodsPerYear: number
): ComparedPlay {
  const levels = benchmark(series).subarray(first, last)
  return measurePlay(playedLevels(levels, series, first, rules, periodsPerYear), periodsPerYear)
}

/** Plays target levels, one a decision from bar `first` on, with an account's rules. */
export function playedLevels(
  levels: Float64Array,
  series: Series,
  first: number,
  rules: LedgerConfig,
  periodsPerYear: number
): PlayedAccount & { readonly openTrade: TradeRecord | null } {
  const lastBar = first + levels.length
  const play = playLevels(series, levels, rules, { periodsPerYear, startBar: first, lastBar })
  let held = 0
  for (const units of play.units) if (units !== 0) held++
  const { equity, trades, fills, openTrade } = play
  return { equity, time: series.time.subarray(first, lastBar + 1), held, trades, fills, openTrade }
}

/** An episode as what its account did up to bar `last`. */
export function playedEpisode(record: EpisodeRecord, series: Series, last: number): PlayedAccount {
  const { equity, startBar, trades, fills, exposure } = record
  const time = series.time.subarray(startBar, last + 1)
  return { equity, time, held: Math.round(exposure * equity.length), trades, fills }
}

/** Measures what an account did; a ruined one keeps its last equity to the end of the range. */
export function measurePlay(account: PlayedAccount, periodsPerYear: number): ComparedPlay {
  const equity = lengthened(account.equity, account.time.length)
  const curve = curveMetrics(equity, account.time, periodsPerYear)
  return {
    equity,
    curve,
    trade: tradeMetrics(account.trades),
    exposure: account.held / equity.length,
    turnover: turnover(account.fills, equity, curve.years),
  }
}

function lengthened(equity: Float64Array, bars: number): Float64Array {
  if (equity.length === bars) return equity
  const longer = new Float64Array(bars).fill(equity[equity.length - 1])
  longer.set(equity)
  return longer
}
