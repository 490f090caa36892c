import { smaCrossover } from '#core/evaluation/benchmarks/sma_crossover'
import { playBenchmark } from '#core/evaluation/compared_play'
import { simpleReturns } from '#core/evaluation/metrics/moments'
import { bootstrapIntervals } from '#core/evaluation/statistics/bootstrap_intervals'
import { BARE_LEDGER } from '#core/portfolio/bare_ledger'
import { streamOf } from '#core/random/streams'
import { figureOf, rates, type Figures, type Measuring } from '#services/bench/figure'
import { randomWalk } from '#services/bench/random_walk'

/** As many bars as the AAPL sample. */
const BARS = 1260

/** Backtests of SMA crossover 10/30, metrics included, and resamples of the bootstrap, a second. */
export async function evaluationSuite({ repeats, quick }: Measuring): Promise<Figures> {
  const series = randomWalk(BARS)
  const rules = { ...BARE_LEDGER, commissionRate: 0.001, wholeUnits: true }
  const range = { first: 0, last: BARS - 1 }
  const backtests = quick ? 50 : 2000
  const backtest = () => {
    for (let k = 0; k < backtests; k++)
      playBenchmark(smaCrossover(10, 30), series, range, rules, 252)
  }
  const returns = simpleReturns(randomWalk(quick ? 500 : 5001).close)
  const resamples = quick ? 200 : 10_000
  const resample = () => {
    const random = streamOf(1, 'bootstrap')
    const settings = { resamples, level: 0.95, blockLength: null, periodsPerYear: 252, random }
    bootstrapIntervals(returns, [returns], settings)
  }
  const speeds = rates(repeats, backtests, backtest)
  return {
    backtests_per_second: figureOf(speeds, '1/s'),
    bars_per_second: figureOf(
      speeds.map((speed) => speed * BARS),
      '1/s'
    ),
    bootstrap_resamples_per_second: figureOf(rates(repeats, resamples, resample), '1/s'),
  }
}
