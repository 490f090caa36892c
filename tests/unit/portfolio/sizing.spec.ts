import { test } from '@japa/runner'
import { BARE_LEDGER } from '../../../app/core/portfolio/bare_ledger.ts'
import { commissionOf } from '../../../app/core/portfolio/costs.ts'
import { affordableUnits, orderUnits, weightOf } from '../../../app/core/portfolio/sizing.ts'

const PER_UNIT = { ...BARE_LEDGER, commissionPerUnit: 1 }
const WHOLE = { ...BARE_LEDGER, wholeUnits: true }

test.group('Weight of a level', () => {
  test('all in is the level, a fixed fraction a share of it', ({ assert }) => {
    assert.equal(weightOf(-0.5, 0, BARE_LEDGER), -0.5)
    const fixed = { ...BARE_LEDGER, sizing: 'fixed_fractional' as const, fraction: 0.25 }
    assert.equal(weightOf(1, 0, fixed), 0.25)
  })

  test('volatility targeting is target over volatility, up to the largest weight', ({ assert }) => {
    const byVolatility = {
      ...BARE_LEDGER,
      sizing: 'volatility_target' as const,
      volTarget: 0.1,
      maxWeight: 2,
    }
    assert.equal(weightOf(-1, 0.2, byVolatility), -0.5)
    assert.equal(weightOf(1, 0.01, byVolatility), 2)
    assert.equal(weightOf(1, 0, byVolatility), 2) // a price that stands still
  })
})

test.group('Size of an order', () => {
  test('an all-in purchase and its commission spend the cash and no more', ({ assert }) => {
    const units = orderUnits(1, 99, 10_000, 0, 0, PER_UNIT)
    assert.equal(units, 100) // 100 × (99 + 1)
    const minimum = { ...BARE_LEDGER, commissionMin: 50 }
    const few = orderUnits(1, 100, 1050, 0, 0, minimum)
    assert.equal(few * 100 + commissionOf(few, 100, minimum), 1050)
  })

  test('slippage lies within the budget', ({ assert }) => {
    assert.approximately(orderUnits(1, 100, 10_100, 0, 0.01, BARE_LEDGER), 100, 1e-12)
  })

  test('a budget under the minimum commission buys nothing', ({ assert }) => {
    assert.equal(affordableUnits(5, 1, 0, { ...BARE_LEDGER, commissionMin: 5 }), 0)
    assert.equal(affordableUnits(-5, 1, 0, BARE_LEDGER), 0)
  })

  test('a flip closes what is held and opens what the proceeds pay', ({ assert }) => {
    // 100 long at 124, 1 a unit: 12,400 − 100 for closing pays 98.4 × (124 + 1)
    assert.approximately(orderUnits(-1, 124, 0, 100, 0, PER_UNIT), -198.4, 1e-9)
  })

  test('a reduction keeps its share of equity', ({ assert }) => {
    assert.equal(orderUnits(0.5, 100, 0, 10, 0, BARE_LEDGER), -5)
    assert.equal(orderUnits(-0.5, 100, 2000, -10, 0, BARE_LEDGER), 5)
  })

  test('a target of nothing sells all, a fraction of a unit too', ({ assert }) => {
    assert.equal(orderUnits(0, 100, 0, 10.5, 0, WHOLE), -10.5)
  })

  test('whole units are rounded toward zero, long and short, but not by a rounding error', ({
    assert,
  }) => {
    assert.equal(orderUnits(1, 100, 999, 0, 0, WHOLE), 9)
    assert.equal(orderUnits(-1, 100, 999, 0, 0, WHOLE), -9)
    assert.equal(orderUnits(1, 100, 1000 - 1e-8, 0, 0, WHOLE), 10)
  })
})
