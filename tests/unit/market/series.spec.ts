import { test } from '@japa/runner'
import {
  clipBars,
  firstBarFrom,
  lastBarUntil,
  pickBars,
  sliceBars,
} from '../../../app/core/market/bar_range.ts'
import { seriesOf } from '../../../app/core/market/series_of.ts'
import { barsOf } from './bars_of.ts'

const FIVE = barsOf({
  time: [10, 20, 30, 40, 50],
  close: [1, 2, 3, 4, 5],
  adjClose: [1, 2, 3, 4, 5],
})

test.group('Series', () => {
  test('columns of different lengths are no series', ({ assert }) => {
    const two = [1, 2]
    const columns = { time: [1, 2, 3], open: two, high: two, low: two, close: two, volume: two }
    assert.throws(() => seriesOf(columns), /open has 2 values, but time has 3/)
  })

  test('typed arrays are taken, lists are copied', ({ assert }) => {
    const time = Float64Array.of(1)
    const one = [1]
    const series = seriesOf({ time, open: one, high: one, low: one, close: one, volume: one })
    assert.strictEqual(series.time, time)
    assert.isNull(series.adjClose)
  })

  test('a time finds the first bar from it and the last bar until it', ({ assert }) => {
    const found = (time: number) => [
      firstBarFrom(FIVE.series, time),
      lastBarUntil(FIVE.series, time),
    ]
    assert.deepEqual(found(9), [0, -1])
    assert.deepEqual(found(10), [0, 0])
    assert.deepEqual(found(11), [1, 0])
    assert.deepEqual(found(50), [4, 4])
    assert.deepEqual(found(51), [5, 4])
  })

  test('a clip holds from <= time < to and shares the memory', ({ assert }) => {
    const clipped = clipBars(FIVE.series, 20, 40)
    assert.deepEqual([...clipped.close], [2, 3])
    assert.strictEqual(clipped.close.buffer, FIVE.series.close.buffer)
    assert.equal(clipBars(FIVE.series, null, null).length, 5)
    assert.equal(clipBars(FIVE.series, 41, 20).length, 0)
    assert.deepEqual([...sliceBars(FIVE.series, 1, 3).time], [20, 30])
  })

  test('a row that is left out is left out of every column', ({ assert }) => {
    const { series } = FIVE
    const without = pickBars(series, [0, 1, 3, 4])
    for (const t of without.time.keys()) {
      const source = series.time.indexOf(without.time[t])
      assert.equal(without.close[t], series.close[source])
      assert.equal(without.open[t], series.open[source])
      assert.equal(without.high[t], series.high[source])
      assert.equal(without.low[t], series.low[source])
      assert.equal(without.adjClose?.[t], series.adjClose?.[source])
      assert.equal(without.volume[t], series.volume[source])
    }
    assert.deepEqual([...without.time], [10, 20, 40, 50])
  })
})
