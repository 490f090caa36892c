import { curveMetrics } from '#core/evaluation/metrics/curve_metrics'
import { simpleReturns } from '#core/evaluation/metrics/moments'
import {
  bootstrapIntervals,
  type BootstrapIntervals,
} from '#core/evaluation/statistics/bootstrap_intervals'
import { InvalidParameter } from '#core/errors'
import { periodsPerYear } from '#core/market/calendars'
import { inferCalendar, inferInterval } from '#core/market/inference'
import { streamOf } from '#core/random/streams'
import { readEquityFile } from '#integrations/data_sources/csv/equity_file'
import { curveReport } from '#services/backtest/curve_report'

export interface EquityMetricsInput {
  readonly file: string
  /** Header name; null: recognised. */
  readonly column: string | null
  /** Bars a year as a person gave them; null: from the times. */
  readonly periodsPerYear: string | null
}

export interface EquityMetrics {
  readonly column: string
  readonly periodsPerYear: number
  /** UTC epoch ms of the first and last row. */
  readonly from: number
  readonly to: number
  readonly metrics: ReturnType<typeof curveReport>
  /** Null: fewer than two returns. */
  readonly intervals: BootstrapIntervals | null
}

const LEVEL = 0.95
const SEED = 1
/** Resamples go down from the usual count where they would take longer than seconds. */
const [MOST_RESAMPLES, LEAST_RESAMPLES, MOST_DRAWS] = [10_000, 1000, 2e8]

/**
 * All metrics of an equity curve in a file, and their 95 % intervals by the stationary bootstrap, drawn
 * from a fixed seed.
 * @throws E_INVALID_PARAMETER, E_DATA_SOURCE_BAD_FILE
 */
export async function equityMetrics(input: EquityMetricsInput): Promise<EquityMetrics> {
  const given = input.periodsPerYear === null ? null : periodsOf(input.periodsPerYear)
  const { column, time, equity } = await readEquityFile(input.file, input.column)
  const periods = given ?? periodsPerYear(inferInterval(time) ?? '1d', inferCalendar(time))
  return {
    column,
    periodsPerYear: periods,
    from: time[0],
    to: time[time.length - 1],
    metrics: curveReport(curveMetrics(equity, time, periods)),
    intervals: intervalsOf(equity, periods),
  }
}

function intervalsOf(equity: Float64Array, periods: number): BootstrapIntervals | null {
  const returns = simpleReturns(equity)
  if (returns.length < 2) return null
  const affordable = Math.floor(MOST_DRAWS / returns.length)
  return bootstrapIntervals(returns, [], {
    resamples: Math.max(LEAST_RESAMPLES, Math.min(MOST_RESAMPLES, affordable)),
    level: LEVEL,
    blockLength: null,
    periodsPerYear: periods,
    random: streamOf(SEED, 'bootstrap'),
  })
}

function periodsOf(given: string): number {
  const periods = given.trim() === '' ? NaN : Number(given)
  if (periods > 0 && periods <= 1e6) return periods
  const message = `periods-per-year is ${JSON.stringify(given)}, but must be a number over 0 and at most 1000000.`
  throw new InvalidParameter('periods-per-year', message, 'Leave it out to take it from the times.')
}
