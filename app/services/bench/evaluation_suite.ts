import { engineFactory } from '#compute/engines/factory'
import { evaluateModels } from '#core/agent/evaluate_models'
import { smaCrossover } from '#core/evaluation/benchmarks/sma_crossover'
import { playBenchmark } from '#core/evaluation/compared_play'
import { simpleReturns } from '#core/evaluation/metrics/moments'
import { bootstrapIntervals } from '#core/evaluation/statistics/bootstrap_intervals'
import { BARE_LEDGER } from '#core/portfolio/bare_ledger'
import { streamOf } from '#core/random/streams'
import { rates } from '#services/bench/figure'
import { judgedModel } from '#services/bench/judged_model'
import type { Suite } from '#services/bench/measurement'
import { claimedShare, passedShares } from '#services/bench/noise_sheets'
import { randomWalk } from '#services/bench/random_walk'
import { sampleRunDataset } from '#services/environment_session'

/** The peers' account: 0.1 % commission, whole units, next open. */
const RULES = { ...BARE_LEDGER, initialCash: 1_000_000, commissionRate: 0.001, wholeUnits: true }
const PERIODS = 252
const RETURNS = 5000
/** Shares that may be 0; the first two are promised to stay at or under 0.05. */
export const FALSE_CLAIMS = [
  'false_claims/beats_buy_and_hold',
  'false_claims/deflated_sharpe',
  'false_claims/undeflated_sharpe',
]

/**
 * Backtests of SMA crossover 10/30 on the AAPL sample with all metrics and trades, and resamples of the
 * paired bootstrap over 5,000 bars, a second; seconds of a whole evaluation of one model on 5,000 bars;
 * and the share of random strategies on random walks that are wrongly said to be good.
 */
export function evaluationSuite(quick: boolean): Suite {
  const backtests = quick ? 50 : 2000
  const resamples = quick ? 200 : 10_000
  const walks = quick ? 20 : 1000
  return [
    {
      names: ['backtests_per_second/sma_crossover', 'bars_per_second'],
      unit: '1/s',
      measure: async (repeats) => {
        const { series } = await sampleRunDataset()
        const range = { first: 0, last: series.length - 1 }
        const speeds = rates(repeats, backtests, () => {
          for (let k = 0; k < backtests; k++) {
            playBenchmark(smaCrossover(10, 30), series, range, RULES, PERIODS)
          }
        })
        return [speeds, speeds.map((speed) => speed * series.length)]
      },
    },
    {
      names: [`bootstrap_resamples_per_second/${RETURNS}`],
      unit: '1/s',
      measure: (repeats) => {
        const returns = simpleReturns(randomWalk(RETURNS + 1).close)
        const rival = returns.toReversed()
        const resample = () => {
          const random = streamOf(1, 'bootstrap')
          const fixed = { level: 0.95, blockLength: null, periodsPerYear: PERIODS, random }
          bootstrapIntervals(returns, [rival], { resamples, ...fixed })
        }
        return [rates(repeats, resamples, resample)]
      },
    },
    {
      names: [`evaluation_seconds/${RETURNS}`],
      unit: 's',
      measure: (repeats) => {
        const judged = judgedModel(quick ? RETURNS / 10 : RETURNS)
        const evaluate = () => evaluateModels(judged, () => engineFactory('auto'))
        return [rates(repeats, 1, evaluate).map((speed) => 1 / speed)]
      },
    },
    {
      names: FALSE_CLAIMS,
      unit: '×',
      measure: (repeats) => {
        const found = Array.from({ length: repeats }, (_, seed) => {
          const claimed = claimedShare(walks, streamOf(seed, 'environment'))
          const { deflated, undeflated } = passedShares(walks, streamOf(seed, 'benchmark'))
          return [claimed, deflated, undeflated]
        })
        return FALSE_CLAIMS.map((_, k) => found.map((shares) => shares[k]))
      },
    },
  ]
}
