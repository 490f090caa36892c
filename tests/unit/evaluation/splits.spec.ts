import { test } from '@japa/runner'
import { splitRanges } from '../../../app/core/evaluation/splits.ts'
import type { DataConfig } from '../../../app/core/market/data_parameters.ts'
import type { Series } from '../../../app/core/market/series.ts'

const DAY = 86_400_000

function dailyBars(length: number): Series {
  const column = new Float64Array(length).fill(1)
  const time = Float64Array.from({ length }, (_, t) => t * DAY)
  return {
    length,
    time,
    open: column,
    high: column,
    low: column,
    close: column,
    adjClose: null,
    volume: column,
  }
}

function config(changes: Partial<DataConfig> = {}): DataConfig {
  return {
    adjustment: 'raw',
    from: null,
    until: null,
    trainShare: 0.6,
    validationShare: 0.2,
    validationFrom: null,
    testFrom: null,
    embargo: null,
    warmUp: null,
    ...changes,
  }
}

test.group('Splits', () => {
  test('by shares the embargo is taken from the start of the later range', ({ assert }) => {
    const splits = splitRanges(dailyBars(110), 10, config(), 5)
    assert.deepEqual(splits.training, { first: 10, last: 69 }) // 60 % of 100 usable bars
    assert.deepEqual(splits.validation, { first: 75, last: 89 }) // 5 bars of embargo
    assert.deepEqual(splits.test, { first: 95, last: 109 })
  })

  test('a warm-up longer than the features need moves every border, a shorter one none', ({
    assert,
  }) => {
    const longer = splitRanges(dailyBars(110), 3, config({ warmUp: 10 }), 5)
    assert.deepEqual(longer, splitRanges(dailyBars(110), 10, config(), 5))
    const shorter = splitRanges(dailyBars(110), 10, config({ warmUp: 3 }), 5)
    assert.deepEqual(shorter, splitRanges(dailyBars(110), 10, config(), 5))
  })

  test('by dates a named day is the first of its range', ({ assert }) => {
    const dates = config({ validationFrom: '1970-02-10', testFrom: '1970-03-12' })
    const splits = splitRanges(dailyBars(110), 0, dates, 5)
    assert.deepEqual(splits.training, { first: 0, last: 34 })
    assert.deepEqual(splits.validation, { first: 40, last: 64 })
    assert.deepEqual(splits.test, { first: 70, last: 109 })
  })

  test('no bar that a window of validation reaches belongs to training', ({ assert }) => {
    const window = 7
    const { training, validation, test: sealed } = splitRanges(dailyBars(200), 0, config(), window)
    assert.isAbove(validation.first - window + 1, training.last)
    assert.isAbove(sealed.first - window + 1, validation.last)
  })

  test('an embargo under the window is refused with both numbers', ({ assert }) => {
    const given = config({ embargo: 4 })
    assert.throws(
      () => splitRanges(dailyBars(110), 10, given, 5),
      'data.embargo is 4 bars, but must be at least features.window, 5 bars.'
    )
  })

  test('a window longer than the data is refused with the bars there are', ({ assert }) => {
    assert.throws(() => splitRanges(dailyBars(40), 30, config(), 30), /training range has 6 bars/)
  })

  test('borders in the wrong order and days that do not exist are refused', ({ assert }) => {
    const wrong = config({ validationFrom: '1970-03-12', testFrom: '1970-02-10' })
    assert.throws(
      () => splitRanges(dailyBars(110), 0, wrong, 5),
      /must be after data.validationFrom/
    )
    const none = config({ validationFrom: '1970-02-30', testFrom: '1970-03-12' })
    assert.throws(() => splitRanges(dailyBars(110), 0, none, 5), /1970-02-30, but must be a day/)
  })

  test('bars before from and after until belong to no range, the days named included', ({
    assert,
  }) => {
    const bounds = { from: '1970-01-21', until: '1970-04-20' } // bars 20 and 109 of 200
    const splits = splitRanges(dailyBars(200), 10, config(bounds), 5)
    assert.deepEqual(splits.training, { first: 20, last: 73 }) // 60 % of 90
    assert.deepEqual(splits.test, { first: 97, last: 109 })
  })

  test('an until before the first bar is refused', ({ assert }) => {
    assert.throws(
      () => splitRanges(dailyBars(200), 10, config({ until: '1969-12-30' }), 5),
      /data.until/
    )
  })
})
