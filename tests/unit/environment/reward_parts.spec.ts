import { test } from '@japa/runner'
import { rewardParts } from '../../../app/core/environment/reward_parts.ts'
import { streamOf } from '../../../app/core/random/streams.ts'
import { bareConfig, environmentOf, randomWalk } from './markets.ts'

const CONFIG = {
  reward: 'pnl',
  rewardScale: 10,
  turnoverPenalty: 0.5,
  drawdownPenalty: 2,
  holdingPenalty: 0.01,
} as const

test.group('Parts of a reward', () => {
  test('are profit, turnover, drawdown and holding, each scaled', ({ assert }) => {
    const config = bareConfig({ ...CONFIG, initialCash: 1000 })
    // bought for 1,000, up by 100, down by 220 from a peak of 1,100
    const steps = [
      { equity: 1100, units: 1, reward: 10 * (0.1 - 0.5 * 1 - 0.01) },
      { equity: 880, units: 1, reward: 10 * (-0.22 - 2 * 0.2 - 0.01) },
      { equity: 880, units: 0, reward: 10 * (0 - 0.5 * 1) },
    ]
    const rounded = (part: Float64Array) => [...part].map((value) => Math.round(value * 1e9) / 1e9)
    const { base, turnover, drawdown, holding } = rewardParts(steps, config)
    assert.deepEqual(rounded(base), [1, -2.2, 0])
    assert.deepEqual(rounded(turnover).map(Math.abs), [5, 0, 5])
    assert.deepEqual(rounded(drawdown).map(Math.abs), [0, 4, 0])
    assert.deepEqual(rounded(holding).map(Math.abs), [0.1, 0.1, 0])
  })

  test('what the environment gives splits into parts that leave nothing where nothing was traded', ({
    assert,
  }) => {
    const environment = environmentOf(randomWalk(60, streamOf(2, 'benchmark')), CONFIG)
    environment.reset()
    const steps = []
    const actions = [1, 1, 1, 0, 0, 1, 1, 0]
    for (const action of actions) {
      environment.advance(action)
      const { equity, units } = environment.ledger
      steps.push({ equity, units, reward: environment.reward })
    }
    const { turnover } = rewardParts(steps, bareConfig(CONFIG))
    const traded = [...turnover].map((value) => Math.abs(value) > 1e-9)
    assert.deepEqual(traded, [true, false, false, true, false, true, false, true])
  })
})
