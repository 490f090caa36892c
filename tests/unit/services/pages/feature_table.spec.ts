import { test } from '@japa/runner'
import { seriesOf } from '#core/market/series_of'
import type { SourcedSeries } from '#core/market/series'
import { featureTable } from '#services/pages/feature_table'

const DAY = 86_400_000

/** Bars whose close goes from 100 to 101 and back, but for one close of 200 and one of 50. */
function sourcedOf(bars: number, { high, low }: { high: number; low: number }): SourcedSeries {
  const close = Array.from({ length: bars }, (_, t) => 100 + (t % 2))
  close[high] = 200
  close[low] = 50
  return {
    identity: {
      ...({ symbol: 'TEST', interval: '1d', source: 'sample', currency: 'USD' } as const),
      calendar: 'exchange',
    },
    series: seriesOf({
      time: close.map((_, t) => t * DAY),
      ...{ open: close, high: close, low: close, close },
      volume: close.map(() => 1),
    }),
    actions: [],
    splitAdjusted: false,
  }
}

test.group('Features of a dataset', () => {
  test('the first valid bar is of the whole series, whatever the figures are taken from', ({
    assert,
  }) => {
    const { rows, bars, skipped } = featureTable(sourcedOf(6000, { high: 500, low: 5500 }))
    assert.deepEqual([bars, skipped], [5000, 1000])
    const sma = rows.find(({ name }) => name.includes('sma'))
    assert.deepEqual(sma?.firstValid, { bar: 49, time: 49 * DAY })
  })

  test('least and greatest are of the newest bars, in the unit of the feature', ({ assert }) => {
    const { rows } = featureTable(sourcedOf(6000, { high: 500, low: 5500 }))
    const logReturn = rows.find(({ name }) => name === 'log_return_1')
    // bar 5500 falls from 101 to 50 and 5501 rises to 101; the 200 of bar 500 is not looked at
    assert.equal(logReturn?.unit, '%')
    assert.closeTo(logReturn?.least ?? 0, 100 * Math.log(50 / 101), 1e-9)
    assert.closeTo(logReturn?.greatest ?? 0, 100 * Math.log(101 / 50), 1e-9)
  })

  test('a feature that is never known has no figures', ({ assert }) => {
    const { rows } = featureTable(sourcedOf(20, { high: 5, low: 6 }))
    const sma = rows.find(({ name }) => name.includes('sma'))
    assert.deepInclude(sma, { firstValid: null, mean: null, least: null, histogram: [] })
  })
})
