import { test } from '@japa/runner'
import { seedSpread } from '#transformers/tables/seed_spread'

const run = (seed: number, sharpe: number | null) =>
  ({
    seed,
    best_validation: sharpe,
    best_return: 0.1,
    best_drawdown: -0.2,
    best_trades: 4,
  }) as never

test.group('Spread of the seeds', () => {
  test('dots and buy and hold lie on one line from the least to the greatest', ({ assert }) => {
    const runs = [run(1, 0), run(2, 1), run(3, 0.5), run(4, null)]
    const [sharpe] = seedSpread(runs, { sharpe: 2 })
    assert.deepEqual(
      sharpe.points.map(({ seed, x }) => [seed, x]),
      [
        [1, 6],
        [2, 100],
        [3, 53],
      ]
    )
    assert.deepEqual(sharpe.hold, { value: 2, x: 194 })
    assert.deepEqual([sharpe.median, sharpe.low, sharpe.high, sharpe.middle], [0.5, 0, 1, 53])
  })

  test('equal values stand in the middle, and none is no strip', ({ assert }) => {
    const [sharpe, , , trades] = seedSpread([run(1, null), run(2, null)], null)
    assert.deepEqual(sharpe.points, [])
    assert.deepEqual([sharpe.median, sharpe.hold, sharpe.middle], [null, null, null])
    assert.deepEqual(
      trades.points.map(({ x }) => x),
      [100, 100]
    )
  })
})
