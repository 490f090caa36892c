import { test } from '@japa/runner'
import type { TradingEnvironment } from '../../../app/core/environment/trading_environment.ts'
import { streamOf } from '../../../app/core/random/streams.ts'
import { barsOf, environmentOf, randomWalk } from './markets.ts'

const [FLAT, LONG] = [0, 1]

test.group('TradingEnvironment', () => {
  test('an order decided at the close of bar t fills at the open of t + 1', ({ assert }) => {
    const environment = environmentOf(barsOf({ open: [10, 10, 20], close: [10, 11, 25] }))
    environment.reset()
    environment.step(FLAT) // seen: 10, the close of bar 0
    environment.step(LONG) // seen: 11, the close of bar 1
    assert.equal(environment.ledger.units, 5) // 100 / 20, not 100 / 11
    assert.equal(environment.ledger.equity, 125) // 5 × 25
  })

  test('with constant prices and no costs equity and rewards stay where they are', ({ assert }) => {
    const flat = Array.from({ length: 50 }, () => 10)
    const environment = environmentOf(barsOf({ open: flat, close: flat }), { levels: [-1, 0, 1] })
    environment.reset()
    for (let k = 0; !environment.truncated; k++) {
      environment.advance(k % 3)
      assert.equal(environment.ledger.equity, 100)
      assert.equal(environment.reward, 0)
    }
  })

  test('the sum of log rewards is the log of final over initial equity', ({ assert }) => {
    const environment = environmentOf(randomWalk(300, streamOf(2, 'benchmark')), {
      levels: [-1, 0, 1],
      commissionRate: 0.001,
      slippageBps: 5,
      borrowRate: 0.03,
    })
    environment.reset()
    let sum = 0
    for (let k = 0; !environment.truncated; k++) {
      environment.advance((k * k) % 3)
      sum += environment.reward
    }
    assert.approximately(sum, Math.log(environment.ledger.equity / 100), 1e-9)
  })

  test('the end of the data truncates and never terminates', ({ assert }) => {
    const environment = environmentOf(barsOf({ open: [10, 10], close: [10, 10] }))
    environment.reset()
    const [, , terminated, truncated] = environment.step(LONG)
    assert.isFalse(terminated)
    assert.isTrue(truncated)
  })

  test('ruin terminates, liquidates, and its reward carries the loss', ({ assert }) => {
    // all in at 10; 1 is 10 % of the initial equity, at the ruin level
    const environment = environmentOf(barsOf({ open: [10, 10, 5, 5], close: [10, 10, 1, 1] }), {
      ruinFraction: 0.1,
    })
    environment.reset()
    environment.step(LONG)
    const [, reward, terminated, truncated] = environment.step(LONG)
    assert.isTrue(terminated)
    assert.isFalse(truncated)
    assert.equal(environment.ledger.units, 0)
    assert.approximately(reward, Math.log(0.1), 1e-12)
  })

  test('a reset after an episode equals a fresh environment', ({ assert }) => {
    const series = randomWalk(60, streamOf(3, 'benchmark'))
    const play = (environment: TradingEnvironment) => {
      const [first] = environment.reset(9)
      const seen = [...first]
      while (!environment.truncated) seen.push(...environment.step(LONG)[0], environment.reward)
      return seen
    }
    const used = environmentOf(series, { stopLoss: 0.02, reward: 'sharpe' })
    play(used)
    const fresh = environmentOf(series, { stopLoss: 0.02, reward: 'sharpe' })
    assert.deepEqual(play(used), play(fresh))
  })

  test('an observation is the window oldest first, then the own state', ({ assert }) => {
    const series = barsOf({ open: [10, 10, 10, 10], close: [10, 10, 20, 20] })
    const environment = environmentOf(series, {}, { window: 2 })
    const [first] = environment.reset()
    assert.deepEqual(Array.from(first), [0, 1, 0, 0, 0, 0, 1])
    const [second] = environment.step(LONG) // bought at 10, marked at 20
    assert.deepEqual(Array.from(second), [1, 2, 1, 1, 1, 0, 0])
    assert.deepEqual(environment.observationSpace.names.slice(0, 3), [
      'bar[t-1]',
      'bar[t]',
      'position',
    ])
  })

  test('penalties are taken off the reward, and the scale multiplies it', ({ assert }) => {
    const flat = barsOf({ open: [10, 10, 10], close: [10, 10, 10] })
    const changes = { turnoverPenalty: 0.5, holdingPenalty: 0.25, rewardScale: 4 }
    const environment = environmentOf(flat, changes)
    environment.reset()
    environment.advance(LONG) // turnover 1 × 0.5, holding 0.25
    assert.equal(environment.reward, -0.75 * 4)
    const falling = environmentOf(barsOf({ open: [10, 10, 10], close: [10, 5, 5] }), {
      drawdownPenalty: 1,
      reward: 'pnl',
    })
    falling.reset()
    falling.advance(LONG)
    assert.equal(falling.reward, -0.5 - 0.5) // half the equity lost, drawdown 0.5
  })

  test('a step before a reset, after the end, and with no such action is refused', ({ assert }) => {
    const environment = environmentOf(barsOf({ open: [10, 10], close: [10, 10] }))
    assert.throws(() => environment.step(FLAT), 'No episode has begun.')
    environment.reset()
    assert.throws(() => environment.step(2), 'The action is 2, but must be an integer from 0 to 1.')
    environment.step(FLAT)
    assert.throws(() => environment.step(FLAT), /has ended/)
  })
})
