import { test } from '@japa/runner'
import { CATALOGUE } from '../../../app/core/parameters/catalogue.ts'
import { changedFromPreset, differences } from '../../../app/core/parameters/differences.ts'
import { PRESETS } from '../../../app/core/parameters/preset.ts'
import {
  findOverrideFaults,
  isActive,
  parameterAt,
  resolveParameters,
} from '../../../app/core/parameters/resolve.ts'
import { restoreParameters } from '../../../app/core/parameters/stored_parameters.ts'
import { valueText } from '../../../app/core/parameters/value_text.ts'
import { estimateWork } from '../../../app/core/parameters/work_estimate.ts'

const messageOf = (overrides: Record<string, unknown>) =>
  findOverrideFaults(overrides)
    .map(({ message }) => message)
    .join(' ')

test.group('Parameters', () => {
  test('every default lies within its own bounds, and every preset resolves', ({ assert }) => {
    const defaults = Object.fromEntries(CATALOGUE.map(({ path, default: value }) => [path, value]))
    assert.deepEqual(findOverrideFaults(defaults), [])
    for (const preset of PRESETS) assert.deepEqual(findOverrideFaults({}, preset), [])
  })

  test('every path stands once', ({ assert }) => {
    assert.equal(new Set(CATALOGUE.map(({ path }) => path)).size, CATALOGUE.length)
  })

  test('every default survives being written as text and read again', ({ assert }) => {
    const texts = Object.fromEntries(CATALOGUE.map((each) => [each.path, valueText(each.default)]))
    assert.deepEqual(resolveParameters(texts), resolveParameters({}))
  })

  test('a value outside its bounds is named with the bounds', ({ assert }) => {
    const cases: [string, unknown, RegExp][] = [
      ['agent.learningRate', 0, /agent.learningRate is 0, but must be a number from 1e-7 to 1\./],
      ['agent.learningRate', 'abc', /agent.learningRate is "abc", but must be a number/],
      ['agent.epsilonStart', 1.5, /agent.epsilonStart is 1.5, but must be a number from 0 to 1/],
      [
        'agent.hiddenLayers',
        '0',
        /agent.hiddenLayers is 0, but must be 1 to 8 integers from 1 to 4096/,
      ],
      ['agent.hiddenLayers', '100000', /agent.hiddenLayers is 100000/],
      ['training.episodes', 0, /training.episodes is 0, but must be an integer from 1/],
      ['training.episodes', 1.5, /training.episodes is 1.5/],
      ['features.indicators', 'rsi,nonsense', /features.indicators is rsi, nonsense, but must be/],
      ['features.indicators', '', /features.indicators is empty/],
      ['environment.stopLoss', -1, /environment.stopLoss is -1, .* or none/],
      ['environment.reward', 'profit', /one of log_return, pnl, sharpe, sortino/],
      ['agent.gamma', Number.NaN, /agent.gamma is NaN/],
    ]
    for (const [path, value, expected] of cases)
      assert.match(messageOf({ [path]: value }), expected)
  })

  test('an unknown path suggests the nearest one', ({ assert }) => {
    const [fault] = findOverrideFaults({ 'agent.learnRate': 0.1 })
    assert.equal(fault.message, 'There is no parameter agent.learnRate.')
    assert.equal(fault.remedy, 'Did you mean agent.learningRate?')
  })

  test('rules between parameters name both', ({ assert }) => {
    assert.match(
      messageOf({ 'agent.batchSize': 256, 'agent.capacity': 128 }),
      /agent.batchSize is 256, but must be an integer from 1 to 128 \(agent.capacity\)/
    )
    assert.match(messageOf({ 'agent.epsilonStart': 0.1, 'agent.epsilonEnd': 0.5 }), /at most 0.1/)
    assert.match(messageOf({ 'features.macdFast': 30 }), /under 26 \(features.macdSlow\)/)
    assert.match(messageOf({ 'data.trainShare': 0.9, 'data.validationShare': 0.2 }), /under 1/)
    assert.match(messageOf({ 'data.testFrom': '2017-01-01' }), /both or none/)
    assert.match(messageOf({ 'data.embargo': 5 }), /at least 30 \(features.window\)/)
    assert.match(messageOf({ 'environment.levels': '1, 0' }), /must ascend and hold 0/)
    assert.match(messageOf({ 'environment.stopLoss': 5 }), /under 1/)
  })

  test('all faults are found at once', ({ assert }) => {
    const faults = findOverrideFaults({ 'agent.gamma': 2, 'agent.tau': 0, nonsense: 1 })
    assert.deepEqual(
      faults.map(({ path }) => path),
      ['agent.gamma', 'agent.tau', 'nonsense']
    )
  })

  test('text is read as its parameter is: layers, lists, switches, none', ({ assert }) => {
    const parameters = resolveParameters({
      'agent.hiddenLayers': '64x32',
      'agent.dueling': 'on',
      'environment.levels': '−1, 0, 1',
      'environment.stopLoss': '0.05',
      'agent.clipNorm': 'none',
      'features.indicators': 'macd rsi',
    })
    assert.deepEqual(parameters.agent.hiddenLayers, [64, 32])
    assert.isTrue(parameters.agent.dueling)
    assert.deepEqual(parameters.environment.levels, [-1, 0, 1])
    assert.equal(parameters.environment.stopLoss, 0.05)
    assert.isNull(parameters.agent.clipNorm)
    assert.deepEqual(parameters.features.indicators, ['rsi', 'macd']) // catalogue order
  })

  test('a parameter whose condition does not hold is not active', ({ assert }) => {
    const rate = parameterAt('environment.rewardEta')
    const period = parameterAt('features.emaPeriod')
    if (!rate || !period) throw new Error('the catalogue lacks a parameter of this test')
    assert.isFalse(isActive(rate, resolveParameters({})))
    assert.isTrue(isActive(rate, resolveParameters({ 'environment.reward': 'sharpe' })))
    assert.isFalse(isActive(period, resolveParameters({})))
    assert.isTrue(isActive(period, resolveParameters({ 'features.indicators': 'ema' })))
  })

  test('differences name what changed, before and after', ({ assert }) => {
    const changed = resolveParameters({ 'agent.nStep': 3 })
    const found = changedFromPreset(changed, 'default')
    assert.deepEqual(
      found.map(({ parameter, before, after }) => [parameter.path, before, after]),
      [['agent.nStep', 1, 3]]
    )
    assert.equal(differences(resolveParameters({}), changed).length, 1)
  })

  test('stored parameters come back, and an unknown version is refused', ({ assert }) => {
    const parameters = resolveParameters({ 'agent.gamma': 0.9 }, 'quick')
    assert.deepEqual(restoreParameters(JSON.parse(JSON.stringify(parameters))), parameters)
    assert.throws(() => restoreParameters({ version: 99 }), /have version 99/)
  })

  test('the estimate counts steps, updates and weights', ({ assert }) => {
    const parameters = resolveParameters({
      'training.episodes': 10,
      'training.episodeLength': 100,
      'agent.learningStarts': 200,
      'agent.trainEvery': 4,
      'agent.hiddenLayers': [64, 64],
      'features.window': 5,
    })
    const estimate = estimateWork(parameters, { training: 500, validation: 100 }, 7)
    assert.equal(estimate.envSteps, 1000)
    assert.equal(estimate.updates, 200) // (1000 − 200) / 4
    assert.equal(estimate.observation, 40) // 5 × 7 + 5
    assert.equal(estimate.weights, 40 * 64 + 64 + 64 * 64 + 64 + 64 * 2 + 2)
    // one recorded episode of 100 steps, one validation of 100, 11 episodes, memory and network
    const artifacts = estimate.replayBytes + estimate.weights * 20
    assert.equal(estimate.storedBytes, 200 * 200 + 11 * 500 + artifacts)
  })
})
