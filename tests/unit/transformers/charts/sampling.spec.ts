import { test } from '@japa/runner'
import {
  barsPerPoint,
  sampledCandles,
  sampledLine,
} from '../../../../app/transformers/charts/sampling.ts'

const VALUES = [5, 1, 9, 2, 3, 3, 8, 0]

test.group('Sampling for charts', () => {
  test('every bar is sent while there is room', ({ assert }) => {
    const line = sampledLine({ from: 2, to: 5 }, (bar) => VALUES[bar]!, 4)
    assert.deepEqual(line, { x: [2, 3, 4, 5], y: [9, 2, 3, 3] })
  })

  test('each bucket keeps its least and its greatest value at their own bars', ({ assert }) => {
    const line = sampledLine({ from: 0, to: 7 }, (bar) => VALUES[bar]!, 4)
    assert.deepEqual(line, { x: [1, 2, 6, 7], y: [1, 9, 8, 0] })
  })

  test('a value that is not defined is a gap, not a number', ({ assert }) => {
    const line = sampledLine({ from: 0, to: 1 }, (bar) => (bar === 0 ? NaN : 4))
    assert.deepEqual(line.y, [null, 4])
  })

  test('5,000 bars become at most 1,600 points', ({ assert }) => {
    const window = { from: 0, to: 4999 }
    assert.equal(barsPerPoint(window), 4)
    assert.isAtMost(sampledLine(window, (bar) => bar).x.length, 1600)
  })

  test('merged candles keep first open, highest high, lowest low, last close and all volume', ({
    assert,
  }) => {
    const prices = {
      time: Float64Array.of(0, 1, 2),
      open: Float64Array.of(10, 11, 12),
      high: Float64Array.of(15, 14, 13),
      low: Float64Array.of(9, 8, 11),
      close: Float64Array.of(11, 12, 12.5),
      volume: Float64Array.of(100, 50, 7),
    }
    assert.deepEqual(sampledCandles({ from: 0, to: 2 }, prices, 2), {
      x: [0.5, 2],
      time: [0, 2],
      open: [10, 12],
      high: [15, 13],
      low: [8, 11],
      close: [12, 12.5],
      volume: [150, 7],
    })
  })
})
