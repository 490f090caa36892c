import { test } from '@japa/runner'
import { smaCrossover } from '../../../app/core/evaluation/benchmarks/sma_crossover.ts'
import type { Series } from '../../../app/core/market/series.ts'

function closes(...close: number[]): Series {
  const column = Float64Array.from(close)
  return {
    length: close.length,
    time: column,
    open: column,
    high: column,
    low: column,
    close: column,
    adjClose: null,
    volume: column,
  }
}

test.group('SMA crossover', () => {
  test('is long while the fast average is above the slow one, and flat before it exists', ({
    assert,
  }) => {
    // slow averages: bar 2 (1 + 2 + 3) / 3 = 2, bar 3 (2 + 3 + 1) / 3 = 2, bar 4 (3 + 1 + 1) / 3
    assert.deepEqual(Array.from(smaCrossover(1, 3)(closes(1, 2, 3, 1, 1))), [0, 0, 1, 0, 0])
  })

  test('refuses a fast average that is not faster', ({ assert }) => {
    assert.throws(() => smaCrossover(30, 10), /fast is 30 and slow is 10/)
  })
})
