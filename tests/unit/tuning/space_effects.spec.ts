import { test } from '@japa/runner'
import { resolveParameters } from '../../../app/core/parameters/resolve.ts'
import { readSearchSpace } from '../../../app/core/tuning/read_search_space.ts'
import { effectFaults } from '../../../app/core/tuning/space_effects.ts'
import { SPACE_PRESETS } from '../../../app/core/tuning/space_presets.ts'

const BASE = resolveParameters({})

const messages = (space: object, base = BASE) =>
  effectFaults(readSearchSpace(space), base).map(({ message }) => message)

test.group('Effects of searched parameters', () => {
  test('each that the base leaves without one is named, with what would make it matter', ({
    assert,
  }) => {
    const space = { 'environment.rewardEta': {}, 'agent.tau': {}, 'features.emaPeriod': {} }
    const [eta, tau, ema] = messages(space)
    assert.equal(
      eta,
      'environment.rewardEta would have no effect: environment.reward is log_return in the base. Let environment.reward be sharpe or sortino in the base, or search it too, or leave environment.rewardEta out.'
    )
    assert.match(tau, /^agent\.tau .* agent\.targetUpdate is hard .* be soft in the base/)
    assert.match(ema, /^features\.emaPeriod .* Let features\.indicators hold ema in the base/)
  })

  test('the value in the base, or in the space, makes it matter', ({ assert }) => {
    assert.deepEqual(
      messages({ 'agent.tau': {} }, resolveParameters({ 'agent.targetUpdate': 'soft' })),
      []
    )
    assert.deepEqual(messages({ 'agent.tau': {}, 'agent.targetUpdate': {} }), [])
    const indicators = { 'features.indicators': { choices: [['rsi'], ['ema']] } }
    assert.deepEqual(messages({ 'features.emaPeriod': {}, ...indicators }), [])
  })

  test('a space without the value does not, whatever the base has', ({ assert }) => {
    const base = resolveParameters({ 'environment.reward': 'sharpe' })
    const space = {
      'environment.reward': { choices: ['pnl', 'log_return'] },
      'environment.rewardEta': { when: { 'environment.reward': ['pnl'] } },
    }
    assert.match(messages(space, base)[0], /environment\.reward is searched without sharpe or/)
  })

  for (const [name, preset] of Object.entries(SPACE_PRESETS)) {
    test(`every parameter of the preset ${name} has one`, ({ assert }) => {
      assert.deepEqual(messages(preset), [])
    })
  }
})
