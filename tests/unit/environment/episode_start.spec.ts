import { test } from '@japa/runner'
import { TradingEnvironment } from '../../../app/core/environment/trading_environment.ts'
import { streamOf } from '../../../app/core/random/streams.ts'
import { bareConfig, environmentOf, marketOf, randomWalk } from './markets.ts'

const FIVE_STEPS = { episodeLength: 5, randomStart: true } as const
const walk = (bars: number, seed = 1) => randomWalk(bars, streamOf(seed, 'benchmark'))

/** The starts of 20 episodes after a seeded reset. */
function starts(environment: TradingEnvironment, seed: number): number[] {
  environment.reset(seed)
  return Array.from({ length: 20 }, () => {
    environment.reset()
    return environment.startBar
  })
}

/** One market of 30 bars and one of 40. */
function twoMarkets(): TradingEnvironment {
  return new TradingEnvironment([marketOf(walk(30)), marketOf(walk(40))], bareConfig(), {
    window: 1,
    ...FIVE_STEPS,
    random: streamOf(1, 'environment'),
  })
}

test.group('Start of an episode', () => {
  test('the same seed gives the same starts, another seed others', ({ assert }) => {
    const environment = environmentOf(walk(200), {}, FIVE_STEPS)
    assert.deepEqual(starts(environment, 1), starts(environment, 1))
    assert.notDeepEqual(starts(environment, 1), starts(environment, 2))
  })

  test('a drawn start leaves room for the whole episode', ({ assert }) => {
    const environment = environmentOf(walk(8), {}, FIVE_STEPS)
    // bars 0 to 7: 5 steps fit from bar 0, 1 and 2
    assert.deepEqual([...new Set(starts(environment, 1))].sort(), [0, 1, 2])
  })

  test('an episode has the length asked for, and then it is truncated', ({ assert }) => {
    const environment = environmentOf(walk(200), {}, FIVE_STEPS)
    environment.reset(1)
    const ends = Array.from({ length: 5 }, () => environment.step(0)[3])
    assert.deepEqual(ends, [false, false, false, false, true])
    assert.equal(environment.longestEpisode, 5)
  })

  test('an episode longer than the data is cut at the last bar', ({ assert }) => {
    const environment = environmentOf(walk(4), {}, { episodeLength: 100, randomStart: true })
    environment.reset(1)
    const ends = Array.from({ length: 3 }, () => environment.step(0)[3])
    assert.deepEqual(ends, [false, false, true])
    assert.equal(environment.longestEpisode, 3)
  })

  test('episodes are drawn over all markets, and rows count through their tables', ({ assert }) => {
    const environment = twoMarkets()
    const seen = new Set<number>()
    for (let k = 0; k < 30; k++) {
      environment.reset()
      seen.add(environment.market)
      assert.equal(environment.row, environment.market * 30 + environment.bar)
    }
    assert.deepEqual([...seen].sort(), [0, 1])
  })

  test('an episode stays within the range of its market: no bar outside is ever reached', ({
    assert,
  }) => {
    const training = { ...marketOf(walk(100), 10), lastBar: 49 }
    const environment = new TradingEnvironment([training], bareConfig(), {
      window: 5,
      episodeLength: 7,
      randomStart: true,
      random: streamOf(1, 'environment'),
    })
    let lowest = Infinity
    let highest = 0
    for (let k = 0; k < 200; k++) {
      const [observation] = environment.reset()
      lowest = Math.min(lowest, observation[0]) // the feature is the bar's number
      while (!environment.truncated) environment.step(0)
      highest = Math.max(highest, environment.bar)
    }
    assert.equal(lowest, 10 - 4)
    assert.equal(highest, 49)
  })

  test('a given market and first bar are taken instead of drawn ones', ({ assert }) => {
    const environment = twoMarkets()
    environment.reset(1, { market: 1, startBar: 33 })
    assert.equal(environment.market, 1)
    assert.equal(environment.bar, 33)
  })

  test('a refused reset draws nothing and leaves the episode as it was', ({ assert }) => {
    const environment = twoMarkets()
    environment.reset(1)
    environment.step(0)
    const before = [environment.market, environment.bar, ...environment.exportRandom()]
    const refused = [
      () => environment.reset(-1),
      () => environment.reset(1.5),
      () => environment.reset(5, { market: 2 }),
      () => environment.reset(5, { market: 0, startBar: 29 }),
      () => environment.reset(5, { startBar: 35 }),
      () => environment.reset(5, { startBar: NaN }),
    ]
    for (const work of refused) assert.throws(work, /must be an integer from/)
    assert.deepEqual([environment.market, environment.bar, ...environment.exportRandom()], before)
    environment.step(0)
  })

  test('a first bar for whichever market is drawn must lie in all of them', ({ assert }) => {
    assert.throws(
      () => twoMarkets().reset(1, { startBar: 35 }),
      'options.startBar is 35, but must be an integer from 0 to 28.'
    )
  })

  test('the random state goes on where it was exported', ({ assert }) => {
    const [one, two] = [twoMarkets(), twoMarkets()]
    for (let k = 0; k < 7; k++) one.reset()
    two.importRandom(one.exportRandom())
    for (let k = 0; k < 10; k++) {
      one.reset()
      two.reset()
      assert.deepEqual([two.market, two.bar], [one.market, one.bar])
    }
  })
})
