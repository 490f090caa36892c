import { test } from '@japa/runner'
import { RandomStream } from '../../../app/core/random/random_stream.ts'
import {
  claimedShare,
  passedShares,
  sheetOf,
  stateOf,
} from '../../../app/services/bench/noise_sheets.ts'
import { regimeMarket } from '../planted_markets.ts'

const DATASETS = 200
/** Skill that is not there may be claimed so often. */
const MOST_FALSE = 0.05

function stream(seed: number): RandomStream {
  return new RandomStream(Uint32Array.of(seed, 2, 3, 4))
}

/** `bench evaluation` has the same with five times as many walks. */
test.group('On pure noise', () => {
  test('of 200 random strategies at most 5 % are said to beat buy and hold', ({ assert }) => {
    const claimed = claimedShare(DATASETS, stream(1))
    assert.isAtMost(claimed, MOST_FALSE)
    // and it is no test that always says no: two-sided 5 % means about 2.5 % on this side
    assert.isAbove(claimed, 0)
  }).timeout(60_000)

  test('of 200 best of 20 random strategies at most 5 % pass the deflated Sharpe ratio', ({
    assert,
  }) => {
    const { deflated, undeflated } = passedShares(DATASETS, stream(2))
    assert.isAtMost(deflated, MOST_FALSE)
    // without deflating, picking the best of 20 would have passed far more often
    assert.isAbove(undeflated, 0.2)
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
