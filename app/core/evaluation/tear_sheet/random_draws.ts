import type { Series } from '../../market/series.ts'
import type { LedgerConfig } from '../../portfolio/ledger_parameters.ts'
import type { RandomStream } from '../../random/random_stream.ts'
import { playLevels } from '../../environment/play_levels.ts'
import { randomLevels, turnoverProfile } from '../benchmarks/random_turnover.ts'
import { sharpeRatio } from '../metrics/curve_metrics.ts'
import { quantile } from '../metrics/moments.ts'
import type { BarRange } from '../splits.ts'
import type { RandomTurnover } from './tear_sheet.ts'

/** Where and how random strategies are played. */
export interface RandomPlays {
  readonly series: Series
  readonly range: BarRange
  readonly rules: LedgerConfig
  readonly periodsPerYear: number
}

/** Plays `draws` random strategies that change and hold their targets as often as `wanted` does. */
export function randomTurnover(
  wanted: Float64Array,
  sharpe: number | null,
  draws: number,
  { series, range, rules, periodsPerYear }: RandomPlays,
  random: RandomStream
): RandomTurnover {
  const profile = turnoverProfile(wanted)
  const options = { periodsPerYear, startBar: range.first, lastBar: range.last }
  const sharpes = new Float64Array(draws)
  const returns = new Float64Array(draws)
  for (let k = 0; k < draws; k++) {
    const levels = randomLevels(profile, wanted.length, random)
    const { equity } = playLevels(series, levels, rules, options)
    sharpes[k] = sharpeRatio(equity, periodsPerYear) ?? NaN
    returns[k] = equity[equity.length - 1] / equity[0] - 1
  }
  const known = sharpes.filter((value) => !Number.isNaN(value))
  const better = known.reduce((count, value) => count + (value >= (sharpe ?? NaN) ? 1 : 0), 0)
  return {
    draws,
    sharpe: quantiles(known),
    totalReturn: quantiles(returns),
    atLeastAsGood: sharpe === null || known.length === 0 ? null : better / known.length,
  }
}

function quantiles(values: Float64Array): [number, number, number] | null {
  if (values.length === 0) return null
  const sorted = values.slice().sort()
  return [quantile(sorted, 0.05), quantile(sorted, 0.5), quantile(sorted, 0.95)]
}
