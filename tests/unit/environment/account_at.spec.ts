import { test } from '@japa/runner'
import { accountAt } from '../../../app/core/environment/account_at.ts'
import { BARE_LEDGER } from '../../../app/core/portfolio/bare_ledger.ts'
import type { LedgerConfig } from '../../../app/core/portfolio/ledger_parameters.ts'
import { barsOf } from './markets.ts'

/** The account at the close of `bar`, decisions from bar 0 on. */
function at(
  bar: number,
  bars: Parameters<typeof barsOf>[0],
  levels: readonly number[],
  changes: Partial<LedgerConfig>
) {
  const config = { ...BARE_LEDGER, ...changes }
  return accountAt(barsOf(bars), levels, config, { periodsPerYear: 252, startBar: 0, bar })
}

test.group('Account at a decision', () => {
  test('a trailing stop stands under the high of the bar just closed', ({ assert }) => {
    // bought at 10; the high of bar 2 is 20: 20 − 1, a tenth of the entry price
    const bars = { open: [10, 10, 12, 18], close: [10, 10, 18, 18], high: [10, 10, 20, 18] }
    const low = [10, 10, 12, 18]
    const trailing = (bar: number) =>
      at(bar, { ...bars, low }, [1, 1, 1, 1], { trailingStop: 0.1 }).stops?.trailingStop
    assert.deepEqual([trailing(0), trailing(1), trailing(2)], [undefined, 9, 19])
  })

  test('after a stop none is in force, and the target that stays makes no order', ({ assert }) => {
    const bars = { open: [10, 10, 8, 8], close: [10, 10, 8, 8] }
    const levels = [1, 1, 1, 0]
    assert.deepEqual(at(2, bars, levels, { stopLoss: 0.1 }), { stops: null, ordered: false })
    // entering again counts the target as 0 after the stop (R13)
    const again = { stopLoss: 0.1, afterStop: 'reenter' } as const
    assert.deepEqual(at(2, bars, levels, again), { stops: null, ordered: true })
  })

  test('with rebalancing a target that stays makes an order', ({ assert }) => {
    const bars = { open: [10, 10, 10], close: [10, 10, 10] }
    assert.isTrue(at(1, bars, [1, 1], { rebalance: true }).ordered)
    assert.isFalse(at(1, bars, [1, 1], {}).ordered)
  })
})
