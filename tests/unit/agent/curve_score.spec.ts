import { test } from '@japa/runner'
import { curveScore, isBetter, meanScore } from '../../../app/core/agent/curve_score.ts'

test.group('Curve score', () => {
  test('it is the return, the deepest drawdown and the annualised Sharpe ratio', ({ assert }) => {
    const { sharpe, totalReturn, maxDrawdown } = curveScore(Float64Array.of(100, 110, 99, 118.8), 4)
    assert.closeTo(totalReturn, 0.188, 1e-12)
    assert.closeTo(maxDrawdown, -0.1, 1e-12)
    // returns 0.1, -0.1, 0.2: mean 0.2 / 3, variance 0.07 / 3, four bars a year
    assert.closeTo(sharpe ?? NaN, (2 * (0.2 / 3)) / Math.sqrt(0.07 / 3), 1e-12)
  })

  test('a flat curve has no Sharpe ratio', ({ assert }) => {
    const flat = curveScore(Float64Array.of(100, 100, 100), 252)
    assert.deepEqual(flat, { sharpe: null, totalReturn: 0, maxDrawdown: 0 })
  })

  test('over several curves an undefined ratio counts as 0 beside defined ones', ({ assert }) => {
    const flat = { sharpe: null, totalReturn: 0, maxDrawdown: 0 }
    const moved = { sharpe: 1, totalReturn: 0.5, maxDrawdown: -0.25 }
    assert.deepEqual(meanScore([flat, moved]), {
      sharpe: 0.5,
      totalReturn: 0.25,
      maxDrawdown: -0.125,
    })
    assert.isNull(meanScore([flat, flat]).sharpe)
  })

  test('an undefined ratio beats nothing, any defined one beats it, a tie goes to the earlier', ({
    assert,
  }) => {
    assert.isFalse(isBetter(null, -3))
    assert.isFalse(isBetter(null, null))
    assert.isTrue(isBetter(-3, null))
    assert.isFalse(isBetter(1, 1))
    assert.isTrue(isBetter(1.1, 1))
  })
})
