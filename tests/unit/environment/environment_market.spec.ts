import { test } from '@japa/runner'
import type { EnvironmentMarket } from '../../../app/core/environment/environment_market.ts'
import type { EnvironmentConfig } from '../../../app/core/environment/environment_parameters.ts'
import { TradingEnvironment } from '../../../app/core/environment/trading_environment.ts'
import { streamOf } from '../../../app/core/random/streams.ts'
import { bareConfig, barsOf, marketOf, randomWalk } from './markets.ts'

const flat = (bars: number) => Array.from({ length: bars }, () => 10)
const three = () => marketOf(barsOf({ open: flat(3), close: flat(3) }))

function open(
  markets: readonly EnvironmentMarket[],
  window = 1,
  changes: Partial<EnvironmentConfig> = {},
  episodeLength: number | null = null
) {
  const random = streamOf(1, 'environment')
  const options = { window, episodeLength, randomStart: false, random }
  return new TradingEnvironment(markets, bareConfig(changes), options)
}

test.group('Markets of an environment', () => {
  test('a window longer than the data is refused with both numbers', ({ assert }) => {
    assert.throws(() => open([three()], 5), 'TEST: a window of 5 bars is longer than its 3.')
  })

  test('a range whose first window begins before the data is refused', ({ assert }) => {
    assert.throws(
      () => open([three()], 2),
      'TEST: a window of 2 bars that ends at bar 0 begins before the data.'
    )
  })

  test('a range that ends after the data, or leaves no step, is refused', ({ assert }) => {
    const late = { ...three(), lastBar: 3 }
    assert.throws(() => open([late]), 'TEST: its range ends at bar 3, but bar 2 is its last.')
    const short = { ...three(), firstBar: 2 }
    assert.throws(() => open([short]), /from bar 2, .* to bar 2 there is no step to make/)
  })

  test('a decision waits until volatility sizing and ATR stops are known', ({ assert }) => {
    const market = marketOf(randomWalk(60, streamOf(1, 'benchmark')))
    const stops = open([market], 1, { stopLoss: 2, stopUnit: 'atr', atrPeriod: 14 })
    stops.reset()
    assert.equal(stops.startBar, 14)
    const sizing = open([market], 1, { sizing: 'volatility_target', volWindow: 20 })
    sizing.reset()
    assert.equal(sizing.startBar, 20)
  })

  test('a price that is no positive number is refused with its bar', ({ assert }) => {
    for (const wrong of [NaN, 0, -1, Infinity]) {
      for (const field of ['open', 'high', 'low', 'close'] as const) {
        const market = three()
        market.series[field][1] = wrong
        assert.throws(() => open([market]), new RegExp(`bar 1 has .*${field} ${wrong}`))
      }
    }
  })

  test('an unknown volume and a time that does not rise are refused', ({ assert }) => {
    const market = three()
    market.series.volume[2] = NaN
    assert.throws(() => open([market]), 'TEST: bar 2 has volume NaN, but must have 0 or more.')
    const standing = three()
    standing.series.time[2] = standing.series.time[1]
    assert.throws(() => open([standing]), /bar 2 begins at 86400000, not after the bar before/)
  })

  test('a NaN in the warm-up that would spoil the ATR of every later bar is refused', ({
    assert,
  }) => {
    const market = { ...marketOf(randomWalk(60, streamOf(1, 'benchmark')), 30) }
    market.series.high[3] = NaN
    const changes = { stopLoss: 2, stopUnit: 'atr', atrPeriod: 14 } as const
    assert.throws(() => open([market], 1, changes), /volatility .* is unknown at bar 30/)
    open([market]) // nothing reads that bar
  })

  test('an unknown feature is refused with its name and bar; outside the range none is read', ({
    assert,
  }) => {
    const unknown = { ...three(), table: Float32Array.of(0, NaN, 0) }
    assert.throws(() => open([unknown]), 'TEST: feature bar is NaN at bar 1.')
    open([{ ...three(), table: Float32Array.of(0, 0, NaN), lastBar: 1 }])
  })

  test('a table of another size, and markets of different features, are refused', ({ assert }) => {
    const short = { ...three(), table: new Float32Array(2) }
    assert.throws(() => open([short]), /the feature table has 2 values and 1 names for 3 bars of 1/)
    const other = { ...three(), symbol: 'OTHER', featureNames: ['rsi'] }
    assert.throws(() => open([three(), other]), /OTHER: its features are not those of TEST: rsi/)
  })

  test('no market, no second action, and lengths under 1 are refused', ({ assert }) => {
    assert.throws(() => open([]), 'No market is given to trade on.')
    assert.throws(() => open([three()], 1, { levels: [1] }), /environment.levels is 1, but must/)
    assert.throws(() => open([three()], 1, { levels: [0, NaN] }), /environment.levels is 0, NaN/)
    assert.throws(
      () => open([three()], 0),
      'features.window is 0, but must be an integer from 1 on.'
    )
    assert.throws(() => open([three()], 1, {}, 0), /training.episodeLength is 0/)
  })
})
