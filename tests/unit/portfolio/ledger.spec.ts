import { test } from '@japa/runner'
import { playLevels } from '../../../app/core/environment/play_levels.ts'
import { BARE_LEDGER } from '../../../app/core/portfolio/bare_ledger.ts'
import type { LedgerConfig } from '../../../app/core/portfolio/ledger_parameters.ts'
import { barsOf } from '../environment/markets.ts'

type Bars = Parameters<typeof barsOf>[0]

/** Plays levels on an account of 1,000. */
function play(bars: Bars, levels: readonly number[], changes: Partial<LedgerConfig> = {}) {
  const config = { ...BARE_LEDGER, initialCash: 1000, ...changes }
  return playLevels(barsOf(bars), levels, config, { periodsPerYear: 252 })
}
const summary = (played: ReturnType<typeof play>) =>
  played.fills.map(({ bar, at, price, reason }) => [bar, at, price, reason])

test.group('Ledger', () => {
  test('over a gap the fill is the next open, never the close that was seen', ({ assert }) => {
    const played = play({ open: [10, 20, 20], close: [10, 20, 25] }, [1, 1])
    assert.deepEqual(summary(played), [[1, 'open', 20, 'target']])
    assert.deepEqual(Array.from(played.equity), [1000, 1000, 1250])
  })

  test('repeating a target makes no order', ({ assert }) => {
    const played = play({ open: [10, 10, 20, 5], close: [10, 20, 5, 5] }, [0.5, 0.5, 0.5])
    assert.lengthOf(played.fills, 1)
  })

  test('a stop gapped through fills at the open', ({ assert }) => {
    const bars = { open: [10, 10, 7], close: [10, 10, 8] }
    const played = play(bars, [1, 1], { stopLoss: 0.1 })
    assert.deepEqual(summary(played)[1], [2, 'open', 7, 'stop_loss'])
    assert.equal(played.equity[2], 700)
  })

  test('where both levels lie in one bar the stop-loss is taken', ({ assert }) => {
    const bars = { open: [10, 10, 10], close: [10, 10, 10], high: [10, 10, 12], low: [10, 10, 8] }
    const played = play(bars, [1, 1], { stopLoss: 0.1, takeProfit: 0.1 })
    assert.deepEqual(summary(played)[1], [2, 'intrabar', 9, 'stop_loss'])
  })

  test('a stop is tested in the bar of its entry too', ({ assert }) => {
    const bars = { open: [10, 10], close: [10, 10], low: [10, 8] }
    const played = play(bars, [1], { stopLoss: 0.1 })
    assert.deepEqual(summary(played), [
      [1, 'open', 10, 'target'],
      [1, 'intrabar', 9, 'stop_loss'],
    ])
  })

  test("a trailing stop does not know the order of a bar's high and low", ({ assert }) => {
    // bar 2 rises to 20 and falls to 15: the stop is still at 10 − 1; from bar 3 on it is at 20 − 1
    const bars = {
      open: [10, 10, 12, 19.5],
      close: [10, 10, 15, 19.5],
      high: [10, 10, 20, 19.5],
      low: [10, 10, 12, 18],
    }
    const played = play(bars, [1, 1, 1], { trailingStop: 0.1 })
    assert.deepEqual(summary(played)[1], [3, 'intrabar', 19, 'trailing_stop'])
  })

  test("a trailing stop knows this bar's open", ({ assert }) => {
    const bars = { open: [10, 10, 20], close: [10, 10, 19.5], low: [10, 10, 18.5] }
    const played = play(bars, [1, 1], { trailingStop: 0.1 })
    assert.deepEqual(summary(played)[1], [2, 'intrabar', 19, 'trailing_stop'])
  })

  test('after a stop-out the account stays flat until the target changes', ({ assert }) => {
    const bars = { open: [10, 10, 8, 8, 8, 8], close: [10, 10, 8, 8, 8, 8] }
    const waits = play(bars, [1, 1, 1, 0, 1], { stopLoss: 0.1 })
    assert.deepEqual(
      waits.fills.map(({ bar }) => bar),
      [1, 2, 5]
    )
    const reenters = play(bars, [1, 1, 1, 1, 1], { stopLoss: 0.1, afterStop: 'reenter' })
    assert.deepEqual(
      reenters.fills.map(({ bar }) => bar),
      [1, 2, 3]
    )
  })

  test('slippage is always against the trader, at stops and at the end too', ({ assert }) => {
    const bars = { open: [10, 10, 10, 10], close: [10, 10, 10, 10], low: [10, 10, 8, 10] }
    const changes = { slippageBps: 100, stopLoss: 0.1, closeAtEnd: true }
    const { fills } = play(bars, [1, -1, -1], changes)
    assert.deepEqual(
      fills.map(({ side, price }) => [side, Math.round(price * 1e6) / 1e6]),
      [
        ['buy', 10.1],
        ['sell', 9.9],
        ['buy', 10.1],
      ]
    )
    const stopped = play(bars, [1, 1, 1], changes).fills[1]
    assert.approximately(stopped.price, 10.1 * 0.9 * 0.99, 1e-12)
  })

  test('a take-profit is a limit: without slippage', ({ assert }) => {
    const bars = { open: [10, 10, 10], close: [10, 10, 10], high: [10, 10, 20] }
    const { fills } = play(bars, [1, 1], { slippageBps: 100, takeProfit: 0.5 })
    assert.approximately(fills[1].price, 10.1 * 1.5, 1e-12)
  })

  test('borrow interest accrues while a short is held and is charged to its trade', ({
    assert,
  }) => {
    const flat = [10, 10, 10, 10]
    const { equity, trades } = play({ open: flat, close: flat }, [-1, -1, 0], { borrowRate: 0.365 })
    // 100 short at 10 is 1,000; 0.1 % a day, two nights
    assert.deepEqual(Array.from(equity), [1000, 1000, 999, 998])
    assert.deepEqual([trades[0].interest, trades[0].pnl], [2, -2])
  })

  test('nothing trades in a bar without volume: the order waits for the next', ({ assert }) => {
    const bars = { open: [10, 11, 12], close: [10, 11, 12], volume: [1, 0, 1] }
    assert.deepEqual(summary(play(bars, [1, 1])), [[2, 'open', 12, 'target']])
    const fills = play(bars, [1, 1], { zeroVolume: 'fill' })
    assert.deepEqual(summary(fills), [[1, 'open', 11, 'target']])
  })

  test('an order that finds no bar costs nothing and is reported', ({ assert }) => {
    const played = play({ open: [10, 10, 10], close: [10, 10, 10] }, [0, 1], { fillDelay: 2 })
    assert.deepEqual(played.unfilled, [{ decided: 1, target: 1 }])
    assert.lengthOf(played.fills, 0)
  })

  test('ruin liquidates at the close and ends the account', ({ assert }) => {
    const bars = { open: [10, 10, 10, 10], close: [10, 10, 1, 10] }
    const played = play(bars, [1, 1, 1], { ruinFraction: 0.1 })
    assert.isTrue(played.terminated)
    assert.deepEqual(summary(played)[1], [2, 'close', 1, 'ruin'])
    assert.lengthOf(played.equity, 3)
    assert.approximately(played.rewards[1], Math.log(0.1), 1e-12)
  })

  test('an open position at the end is marked and reported as open, or closed if asked', ({
    assert,
  }) => {
    const bars = { open: [10, 10, 10], close: [10, 10, 15] }
    const marked = play(bars, [1, 1])
    assert.containsSubset(marked.openTrade, { exitReason: 'open', exitTime: null, pnl: 500 })
    const closed = play(bars, [1, 1], { closeAtEnd: true })
    assert.isNull(closed.openTrade)
    assert.containsSubset(closed.trades[0], { exitReason: 'end', exitBar: 2, pnl: 500 })
  })

  test('a trade runs from flat to flat at the average prices of its fills', ({ assert }) => {
    // 50 at 10, then 25 more at 20 (equity 1,500), all sold at 30
    const bars = { open: [10, 10, 20, 30], close: [10, 20, 30, 30] }
    const { trades } = play(bars, [0.5, 1, 0])
    assert.lengthOf(trades, 1)
    assert.containsSubset(trades[0], { quantity: 75, exitPrice: 30, direction: 'long', pnl: 1250 })
    assert.approximately(trades[0].entryPrice, (500 + 500) / 75, 1e-12)
  })
})
