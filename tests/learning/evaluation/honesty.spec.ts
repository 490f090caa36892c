import { test } from '@japa/runner'
import { LevelsPlayable } from '../../../app/core/evaluation/benchmarks/levels_playable.ts'
import { sharpeRatio } from '../../../app/core/evaluation/metrics/curve_metrics.ts'
import { RandomStream } from '../../../app/core/random/random_stream.ts'
import type { VerdictName } from '../../../app/core/evaluation/verdicts/verdict.ts'
import type { TearSheet } from '../../../app/core/evaluation/tear_sheet/tear_sheet.ts'
import { regimeMarket } from '../planted_markets.ts'
import { PERIODS, randomLevels, randomWalk, RULES, sheetOf } from './random_walks.ts'

const BARS = 500
const DATASETS = 200
const VOLATILITY = 0.01
/** Skill that is not there may be claimed so often. */
const MOST_FALSE = 0.05

function stateOf({ verdicts }: TearSheet, name: VerdictName) {
  return verdicts.find((verdict) => verdict.name === name)?.state
}

function stream(seed: number): RandomStream {
  return new RandomStream(Uint32Array.of(seed, 2, 3, 4))
}

test.group('On pure noise', () => {
  test('of 200 random strategies at most 5 % are said to beat buy and hold', ({ assert }) => {
    const random = stream(1)
    let claims = 0
    for (let k = 0; k < DATASETS; k++) {
      const series = randomWalk(BARS, VOLATILITY, random)
      const levels = randomLevels(BARS, 0.1, random)
      const sheet = sheetOf(levels, series, { count: 1, sharpes: [] })
      if (stateOf(sheet, 'beats_buy_and_hold') === 'pass') claims++
    }
    assert.isAtMost(claims / DATASETS, MOST_FALSE)
    // and it is no test that always says no: two-sided 5 % means about 2.5 % on this side
    assert.isAbove(claims, 0)
  }).timeout(60_000)

  test('of 200 best of 20 random strategies at most 5 % pass the deflated Sharpe ratio', ({
    assert,
  }) => {
    const random = stream(2)
    let [passes, undeflated] = [0, 0]
    for (let k = 0; k < DATASETS; k++) {
      const series = randomWalk(BARS, VOLATILITY, random)
      const tried = Array.from({ length: 20 }, () => {
        const levels = randomLevels(BARS, 0.1, random)
        const range = { first: 1, last: BARS - 1 }
        const { equity } = new LevelsPlayable(levels, series, range, RULES, PERIODS).play()
        return { levels, sharpe: sharpeRatio(equity, PERIODS) ?? 0 }
      })
      const sharpes = tried.map(({ sharpe }) => sharpe)
      const [best] = tried.sort((a, b) => b.sharpe - a.sharpe)
      const sheet = sheetOf(best.levels, series, { count: 20, sharpes }, { bootstrap: 100 })
      if (stateOf(sheet, 'deflated_sharpe') === 'pass') passes++
      if ((sheet.inference.probabilistic ?? 0) >= 0.95) undeflated++
    }
    assert.isAtMost(passes / DATASETS, MOST_FALSE)
    // without deflating, picking the best of 20 would have passed far more often
    assert.isAbove(undeflated / DATASETS, 0.2)
  }).timeout(60_000)
})

test.group('On a market with an edge', () => {
  test('a strategy that knows the edge is said to beat buy and hold, and passes deflation', ({
    assert,
  }) => {
    // each bar goes on as the one before in 9 of 10 cases: long after a rise, flat after a fall
    const series = regimeMarket(1000, 0.01, 0.1, stream(3))
    const levels = Float64Array.from({ length: series.length }, (_, t) =>
      t > 0 && series.close[t] > series.close[t - 1] ? 1 : 0
    )
    const sheet = sheetOf(levels, series, { count: 200, sharpes: [] })
    assert.equal(stateOf(sheet, 'beats_buy_and_hold'), 'pass')
    assert.equal(stateOf(sheet, 'deflated_sharpe'), 'pass')
  })
})
