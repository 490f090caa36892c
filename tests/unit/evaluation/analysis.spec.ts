import { test } from '@japa/runner'
import {
  randomLevels,
  turnoverProfile,
} from '../../../app/core/evaluation/benchmarks/random_turnover.ts'
import { excursionOf } from '../../../app/core/evaluation/metrics/excursions.ts'
import {
  monthlyReturns,
  yearlyReturns,
} from '../../../app/core/evaluation/metrics/period_returns.ts'
import { rollingMetrics } from '../../../app/core/evaluation/metrics/rolling.ts'
import { walkForwardFolds } from '../../../app/core/evaluation/walk_forward.ts'
import type { Series } from '../../../app/core/market/series.ts'
import type { TradeRecord } from '../../../app/core/portfolio/records.ts'
import { streamOf } from '../../../app/core/random/streams.ts'

const JANUARY_30 = 2_505_600_000 // 1970-01-30
const DAY = 86_400_000

test.group('Analysis of an equity curve', () => {
  test('a month runs from the last equity of the month before', ({ assert }) => {
    const time = Float64Array.from({ length: 4 }, (_, t) => JANUARY_30 + t * DAY)
    const equity = Float64Array.of(100, 110, 121, 60.5)
    const months = monthlyReturns(equity, time)
    assert.deepEqual(
      months.map(({ year, month }) => [year, month]),
      [
        [1970, 1],
        [1970, 2],
      ]
    )
    assert.approximately(months[0].return, 0.1, 1e-12)
    assert.approximately(months[1].return, 60.5 / 110 - 1, 1e-12)
    assert.approximately(yearlyReturns(equity, time)[0].return, -0.395, 1e-12)
  })

  test('rolling figures begin after as many returns as the window has', ({ assert }) => {
    const { sharpe, volatility } = rollingMetrics(Float64Array.of(100, 110, 99, 108.9), 2, 1)
    assert.isNaN(sharpe[1])
    assert.approximately(sharpe[2], 0, 1e-12) // returns 0.1 and -0.1
    assert.approximately(volatility[2], Math.sqrt(0.02), 1e-12)
  })

  test("excursions are fractions of the entry price, with the holder's sign", ({ assert }) => {
    const column = (...values: number[]) => Float64Array.from(values)
    const low = column(9, 8, 10)
    const high = column(11, 12, 13)
    const series: Series = {
      length: 3,
      time: column(0, 1, 2),
      open: low,
      high,
      low,
      close: high,
      adjClose: null,
      volume: high,
    }
    const trade = { entryBar: 0, exitBar: 1, entryPrice: 10, direction: 'long' } as TradeRecord
    assert.deepEqual(excursionOf(series, trade, 2), { adverse: 0.8 - 1, favourable: 1.2 - 1 })
    const short = { ...trade, direction: 'short', exitBar: null } as TradeRecord
    assert.deepEqual(excursionOf(series, short, 2), { adverse: -(1.3 - 1), favourable: -(0.8 - 1) })
  })
})

test.group('Walk-forward folds', () => {
  const plan = { folds: 4, mode: 'rolling', validationShare: 0.2, embargo: 5 } as const

  test('test ranges join and no range of a fold touches the next', ({ assert }) => {
    const folds = walkForwardFolds(0, 199, plan)
    assert.deepEqual(
      folds.map((fold) => fold.test),
      [
        { first: 100, last: 124 },
        { first: 125, last: 149 },
        { first: 150, last: 174 },
        { first: 175, last: 199 },
      ]
    )
    assert.deepEqual(folds[0].training, { first: 0, last: 69 })
    assert.deepEqual(folds[0].validation, { first: 75, last: 94 })
    assert.deepEqual(folds[1].training, { first: 25, last: 94 })
  })

  test('anchored training keeps its first bar', ({ assert }) => {
    const folds = walkForwardFolds(10, 209, { ...plan, mode: 'anchored' })
    assert.deepEqual(
      folds.map((fold) => fold.training.first),
      [10, 10, 10, 10]
    )
  })

  test('folds without bars are refused with their number', ({ assert }) => {
    assert.throws(() => walkForwardFolds(0, 19, { ...plan, folds: 20 }), /20 folds over 20 bars/)
  })
})

test.group('Random strategies of matched turnover', () => {
  test('change as often and hold as much as the strategy they match', ({ assert }) => {
    const random = streamOf(3, 'benchmark')
    const strategy = Float64Array.from({ length: 20_000 }, (_, t) => (t % 10 < 4 ? 1 : 0))
    const profile = turnoverProfile(strategy)
    assert.deepEqual(profile.levels, [0, 1])
    assert.approximately(profile.changeShare, 0.2, 0.001)
    const matched = turnoverProfile(randomLevels(profile, 20_000, random))
    assert.approximately(matched.changeShare, 0.2, 0.02)
    assert.approximately(matched.shares[1], 0.4, 0.03)
  })

  test('a constant strategy is matched by itself', ({ assert }) => {
    const profile = turnoverProfile(new Float64Array(50).fill(1))
    assert.deepEqual(Array.from(randomLevels(profile, 3, streamOf(1, 'benchmark'))), [1, 1, 1])
  })
})
