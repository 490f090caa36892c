import { playLevels, type Play } from '../environment/play_levels.ts'
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
  /** float64, from the first decision bar's close on */
  readonly equity: Float64Array
  readonly curve: CurveMetrics
  readonly trade: TradeMetrics
  /** Bars at whose close a position is held / all bars. */
  readonly exposure: number
  readonly turnover: number | null
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
  const options = { periodsPerYear, startBar: first, lastBar: last }
  return measured(playLevels(series, levels, rules, options), periodsPerYear)
}

function measured(play: Play, periodsPerYear: number): ComparedPlay {
  const held = play.units.reduce((count, units) => count + (units === 0 ? 0 : 1), 0)
  return compared(play.equity, play.time, play, held / play.units.length, periodsPerYear)
}

/** Measures an agent's episode; `series` holds its bars. */
export function measureEpisode(
  record: EpisodeRecord,
  series: Series,
  periodsPerYear: number
): ComparedPlay {
  const time = series.time.subarray(record.startBar, record.startBar + record.equity.length)
  return compared(record.equity, time, record, record.exposure, periodsPerYear)
}

function compared(
  equity: Float64Array,
  time: Float64Array,
  { trades, fills }: { trades: readonly TradeRecord[]; fills: readonly FillRecord[] },
  exposure: number,
  periodsPerYear: number
): ComparedPlay {
  const curve = curveMetrics(equity, time, periodsPerYear)
  return {
    equity,
    curve,
    trade: tradeMetrics(trades),
    exposure,
    turnover: turnover(fills, equity, curve.years),
  }
}
