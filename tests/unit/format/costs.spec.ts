import { test } from '@japa/runner'
import { costsText } from '../../../resources/format/costs.ts'

test.group('Costs in words', () => {
  test('name every cost that is not 0, in its unit', ({ assert }) => {
    assert.equal(
      costsText({ commissionRate: 0.0001, commissionPerUnit: 0, slippageBps: 2, borrowRate: 0.03 }),
      'Commission 1 bp, slippage 2 bp, borrow 3 % a year'
    )
    assert.equal(
      costsText({ commissionPerUnit: 0.005, commissionMin: 1, marginRate: 0.055 }),
      'Commission 0.005 a unit, at least 1 an order, margin 5.5 % a year'
    )
  })

  test('are none where all are 0', ({ assert }) => {
    assert.equal(costsText({ commissionRate: 0 }), 'No costs')
    assert.equal(costsText(null), 'No costs')
  })
})
