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

  test('ruin on the last bar terminates and does not truncate', ({ assert }) => {
    const environment = environmentOf(barsOf({ open: [10, 10], close: [10, 0.1] }))
    environment.reset()
    const [, , terminated, truncated] = environment.step(LONG)
    assert.deepEqual([terminated, truncated], [true, false])
  })

  test('a reset after an episode equals a fresh environment', ({ assert }) => {
    const series = randomWalk(60, streamOf(3, 'benchmark'))
    const rules = { stopLoss: 0.02, reward: 'sharpe', fillDelay: 3, drawdownPenalty: 1 } as const
    const open = () => environmentOf(series, rules, { episodeLength: 20, randomStart: true })
    const play = (environment: TradingEnvironment) => {
      const seen = [...environment.reset()[0]]
      for (let k = 0; !environment.truncated; k++) {
        seen.push(...environment.step(k % 3 === 0 ? FLAT : LONG)[0], environment.reward)
      }
      return [seen, [...environment.ledger.fills], [...environment.ledger.trades]]
    }
    const used = open()
    for (let k = 0; k < 10; k++) play(used)
    const fresh = open()
    fresh.importRandom(used.exportRandom())
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

  test('the turnover penalty counts all that the bar traded, over the equity before', ({
    assert,
  }) => {
    // bought for 100 at 10, stopped out at 9 for 90, the equity before is 100
    const bars = barsOf({ open: [10, 10], close: [10, 10], low: [10, 8] })
    const changes = { turnoverPenalty: 0.5, stopLoss: 0.1, reward: 'pnl' } as const
    const environment = environmentOf(bars, changes)
    environment.reset()
    environment.advance(LONG)
    assert.approximately(environment.reward, -0.1 - 0.5 * 1.9, 1e-12)
  })

  test('the drawdown penalty counts how much deeper a step went under the peak', ({ assert }) => {
    const bars = barsOf({ open: [10, 10, 20, 10, 15], close: [10, 20, 10, 15, 5] })
    const environment = environmentOf(bars, { drawdownPenalty: 1, reward: 'pnl' })
    environment.reset()
    const rewards = [LONG, LONG, LONG, LONG].map((action) => environment.step(action)[1])
    // equity 100, 200, 100, 150, 50: drawdown 0, 0, 0.5, 0.25, 0.75
    assert.deepEqual(rewards, [1, -1 - 0.5, 0.5, -1 - 0.5])
  })

  test('the holding penalty is taken for each bar in a position, and the scale multiplies all', ({
    assert,
  }) => {
    const flat = barsOf({ open: [10, 10, 10], close: [10, 10, 10] })
    const environment = environmentOf(flat, { holdingPenalty: 0.25, rewardScale: 4 })
    environment.reset()
    assert.equal(environment.step(LONG)[1], -1)
    assert.equal(environment.step(FLAT)[1], 0)
  })

  test('a step before a reset, after the end, and with no such action is refused', ({ assert }) => {
    const environment = environmentOf(barsOf({ open: [10, 10], close: [10, 10] }))
    assert.throws(() => environment.step(FLAT), 'No episode has begun.')
    environment.reset()
    assert.throws(() => environment.step(2), 'The action is 2, but must be an integer from 0 to 1.')
    environment.step(FLAT)
    assert.throws(() => environment.step(FLAT), /has ended/)
    const ruined = environmentOf(barsOf({ open: [10, 10, 10], close: [10, 0.1, 10] }))
    ruined.reset()
    ruined.step(LONG)
    assert.throws(() => ruined.step(FLAT), /has ended/)
  })
})
