import { test } from '@japa/runner'
import { STEP_REASONS } from '../../../app/core/environment/episode_record.ts'
import {
  EpisodeRecorder,
  type EpisodeFacts,
} from '../../../app/core/environment/episode_recorder.ts'
import type { TradingEnvironment } from '../../../app/core/environment/trading_environment.ts'
import { streamOf } from '../../../app/core/random/streams.ts'
import { barsOf, environmentOf, randomWalk } from './markets.ts'

const [FLAT, LONG] = [0, 1]
const FACTS: EpisodeFacts = { kind: 'test', number: 1, epsilon: 0, meanLoss: null, withSteps: true }

function record(
  environment: TradingEnvironment,
  actions: readonly number[],
  facts = FACTS,
  qValues: Float32Array | null = null,
  recorder = new EpisodeRecorder(environment)
) {
  environment.reset()
  recorder.begin()
  for (const action of actions) {
    environment.advance(action)
    recorder.step(action, qValues)
  }
  return recorder.finish(facts)
}

const RISING = () => environmentOf(barsOf({ open: [10, 10, 20, 20], close: [10, 10, 20, 30] }))

test.group('EpisodeRecorder', () => {
  test('a record has the equity, the counts, the trades and the exposure', ({ assert }) => {
    const episode = record(RISING(), [LONG, FLAT, FLAT])
    assert.deepEqual(Array.from(episode.equity), [100, 100, 200, 200])
    assert.deepEqual([episode.initialEquity, episode.finalEquity], [100, 200])
    assert.approximately(episode.totalReward, Math.log(2), 1e-12)
    assert.deepEqual(episode.actionCounts, [2, 1])
    assert.lengthOf(episode.trades, 1)
    assert.isNull(episode.openTrade)
    assert.equal(episode.exposure, 1 / 4) // held at the close of bar 1 of bars 0 to 3
    assert.deepEqual([episode.steps, episode.startBar, episode.truncated], [3, 0, true])
  })

  test('step k goes from bar k to bar k + 1 and has what was decided and what came of it', ({
    assert,
  }) => {
    const { stepColumns: steps } = record(RISING(), [LONG, FLAT, FLAT])
    assert.deepEqual(Array.from(steps?.bar ?? []), [1, 2, 3])
    assert.deepEqual(Array.from(steps?.action ?? []), [LONG, FLAT, FLAT])
    assert.deepEqual(Array.from(steps?.units ?? []), [10, 0, 0])
    assert.deepEqual(Array.from(steps?.weight ?? []), [1, 0, 0])
    assert.deepEqual(Array.from(steps?.price ?? []), [10, 20, 30])
    assert.deepEqual(Array.from(steps?.equity ?? []), [100, 200, 200])
    assert.isNull(steps?.qValues)
  })

  test('Q-values of each decision are kept, and the mean of the largest', ({ assert }) => {
    const episode = record(RISING(), [LONG, FLAT], FACTS, Float32Array.of(0.25, 0.5))
    assert.deepEqual(Array.from(episode.stepColumns?.qValues ?? []), [0.25, 0.5, 0.25, 0.5])
    assert.equal(episode.meanMaxQ, 0.5)
  })

  test('a stop is the reason of its step, the agent of every other', ({ assert }) => {
    const bars = barsOf({ open: [10, 10, 10, 8], close: [10, 10, 8, 8] })
    const episode = record(environmentOf(bars, { stopLoss: 0.1 }), [LONG, LONG, LONG])
    const reasons = Array.from(episode.stepColumns?.reason ?? [], (k) => STEP_REASONS[k])
    assert.deepEqual(reasons, ['agent', 'stop_loss', 'agent'])
    assert.equal(episode.trades[0].exitReason, 'stop_loss')
  })

  test('a record without steps keeps everything else', ({ assert }) => {
    const episode = record(RISING(), [LONG, LONG, LONG], { ...FACTS, withSteps: false })
    assert.isNull(episode.stepColumns)
    assert.lengthOf(episode.equity, 4)
    assert.equal(episode.openTrade?.exitReason, 'open')
  })

  test('a record has nothing of the episode before', ({ assert }) => {
    const environment = RISING()
    const recorder = new EpisodeRecorder(environment)
    const q = Float32Array.of(3, 7)
    record(environment, [LONG, LONG, LONG], FACTS, q, recorder)
    const again = record(environment, [FLAT, LONG, FLAT], FACTS, null, recorder)
    assert.deepEqual(again, record(RISING(), [FLAT, LONG, FLAT]))
  })

  test('the next episode changes no record of one before', ({ assert }) => {
    const environment = environmentOf(randomWalk(30, streamOf(1, 'benchmark')))
    const recorder = new EpisodeRecorder(environment)
    const first = record(environment, [LONG, FLAT, LONG], FACTS, null, recorder)
    const before = JSON.stringify(first)
    record(environment, [FLAT, LONG, LONG, FLAT], FACTS, null, recorder)
    assert.equal(JSON.stringify(first), before)
  })
})
