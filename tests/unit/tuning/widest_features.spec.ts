import { test } from '@japa/runner'
import { resolveParameters } from '../../../app/core/parameters/resolve.ts'
import { readSearchSpace } from '../../../app/core/tuning/read_search_space.ts'
import { movesFeatures, widestFeatures } from '../../../app/core/tuning/widest_features.ts'

const { features } = resolveParameters({ 'features.indicators': ['rsi'], 'features.window': 30 })

test.group('Widest features of a space', () => {
  test('have the widest window and the longest period of base, space and points', ({ assert }) => {
    const space = readSearchSpace({
      'features.window': { low: 5, high: 20 },
      'features.rsiPeriod': { choices: [10, 40, 20] },
      'agent.gamma': {},
    })
    const widest = widestFeatures(features, space, [])
    assert.deepEqual([widest.window, widest.rsiPeriod], [30, 40])
    assert.equal(widestFeatures(features, space, [{ 'features.window': 60 }]).window, 60)
  })

  test('have every indicator that one of them has, and a MACD that there can be', ({ assert }) => {
    const space = readSearchSpace({
      'features.indicators': { choices: [['macd'], ['sma', 'rsi']] },
      'features.macdFast': { low: 5, high: 40 },
      'features.macdSlow': { low: 20, high: 60 },
    })
    const widest = widestFeatures(features, space, [])
    assert.sameMembers([...widest.indicators], ['rsi', 'macd', 'sma'])
    assert.deepEqual([widest.macdFast, widest.macdSlow], [5, 60])
  })

  test('matter where the space moves a feature, were the base the widest', ({ assert }) => {
    const narrower = readSearchSpace({ 'features.window': { low: 5, high: 20 } })
    assert.deepEqual(widestFeatures(features, narrower, []), features)
    assert.isTrue(movesFeatures(narrower))
    assert.isFalse(
      movesFeatures(readSearchSpace({ 'agent.gamma': {}, 'environment.stopLoss': {} }))
    )
  })

  test('are the base’s where the space moves none', ({ assert }) => {
    assert.deepEqual(widestFeatures(features, readSearchSpace({ 'agent.gamma': {} }), []), features)
  })
})
