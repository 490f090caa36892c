import { test } from '@japa/runner'
import { commissionOf, interestOf, slippedPrice } from '../../../app/core/portfolio/costs.ts'

const DAY = 86_400_000
const RATES = { borrowRate: 0.0365, marginRate: 0.073 } // 0.0001 and 0.0002 a day

test.group('Costs', () => {
  test('commission is the rate on value and a sum for each unit, but the minimum at least', ({
    assert,
  }) => {
    const rates = { commissionRate: 0.01, commissionPerUnit: 0.5, commissionMin: 20 }
    assert.equal(commissionOf(100, 10, rates), 60) // 100 × (0.1 + 0.5)
    assert.equal(commissionOf(10, 10, rates), 20) // 6 is under the minimum
  })

  test('slippage moves a buy up and a sell down', ({ assert }) => {
    assert.equal(slippedPrice(100, 1, 0.01), 101)
    assert.equal(slippedPrice(100, -1, 0.01), 99)
    assert.equal(slippedPrice(100, -1, 0), 100)
  })

  test('borrow interest accrues on a short by calendar days: a weekend is three', ({ assert }) => {
    assert.approximately(interestOf(20_000, -100, 100, 3 * DAY, RATES), 3, 1e-12)
  })

  test('margin interest accrues on negative cash; cash and long units earn nothing', ({
    assert,
  }) => {
    assert.approximately(interestOf(-10_000, 200, 100, DAY, RATES), 2, 1e-12)
    assert.equal(interestOf(10_000, 200, 100, DAY, RATES), 0)
  })
})
