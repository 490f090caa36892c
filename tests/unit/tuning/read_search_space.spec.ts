import { test } from '@japa/runner'
import { resolveParameters } from '../../../app/core/parameters/resolve.ts'
import { readSearchSpace, writeSearchSpace } from '../../../app/core/tuning/read_search_space.ts'
import {
  configOf,
  defaultValues,
  isConfiguration,
  proposeValues,
} from '../../../app/core/tuning/propose.ts'
import { TriedPoints } from '../../../app/core/tuning/tried_points.ts'
import { SPACE_PRESETS } from '../../../app/core/tuning/space_presets.ts'

const FAULTS: readonly [what: string, input: unknown, message: RegExp][] = [
  ['an empty space', {}, /It is empty/],
  ['a list', [], /must be an object by path/],
  ['a parameter that does not exist', { 'agent.gama': {} }, /no parameter agent.gama.*agent.gamma/],
  ['a low above a high', { 'agent.gamma': { low: 0.99, high: 0.9 } }, /0.99, but must be under/],
  ['a log scale through zero', { 'agent.clipNorm': { low: 0, high: 1, log: true } }, /over 0/],
  ['a step beside a log scale', { 'agent.learningRate': { log: true, step: 0.1 } }, /only one/],
  ['a step over the range', { 'agent.nStep': { low: 1, high: 3, step: 5 } }, /at most 2/],
  ['no choices', { 'agent.double': { choices: [] } }, /at least one value/],
  ['a choice twice', { 'agent.batchSize': { choices: [32, 32] } }, /32 twice/],
  ['a choice that is no value', { 'agent.double': { choices: ['maybe'] } }, /on or off/],
  [
    'bounds outside of the catalogue',
    { 'agent.gamma': { low: 0, high: 2 } },
    /high: agent.gamma is 2/,
  ],
  ['what is never searched', { 'training.engine': {} }, /is not searched/],
  ['the resource', { 'training.episodes': {} }, /is the resource/],
  ['an unknown key', { 'agent.gamma': { lo: 0.9 } }, /has the key lo/],
  [
    'a condition on what is not searched',
    { 'agent.gamma': { when: { 'agent.double': [true] } } },
    /does not search/,
  ],
  [
    'a condition on a number that its parameter never is',
    { 'agent.nStep': {}, 'agent.gamma': { when: { 'agent.nStep': [1.5] } } },
    /agent\.gamma\.when asks agent\.nStep for \[1\.5\], none of which it can be/,
  ],
  [
    'a condition on a number between two steps',
    {
      'agent.nStep': { low: 1, high: 5, step: 2 },
      'agent.gamma': { when: { 'agent.nStep': [2] } },
    },
    /none of which it can be/,
  ],
  [
    'a condition of which a part can never be met',
    {
      'environment.reward': {},
      'agent.gamma': { when: { 'environment.reward': ['pnl', 'luck'] } },
    },
    /agent\.gamma\.when asks environment\.reward for "luck", which it can never be/,
  ],
  [
    'a circle of conditions',
    {
      'agent.double': { when: { 'agent.dueling': [true] } },
      'agent.dueling': { when: { 'agent.double': [true] } },
    },
    /in a circle/,
  ],
]

test.group('Search space', () => {
  for (const [what, input, message] of FAULTS) {
    test(`${what} is refused with what would be right`, ({ assert }) => {
      assert.throws(() => readSearchSpace(input), message)
    })
  }

  test('what is left out comes from the catalogue', ({ assert }) => {
    const [rate, double] = readSearchSpace({
      'agent.learningRate': {},
      'agent.double': {},
    }).dimensions
    assert.containsSubset(rate, { type: 'float', low: 1e-7, high: 1, log: true, step: null })
    assert.containsSubset(double, { type: 'categorical', choices: [false, true] })
  })

  test('a parameter stands behind the one that its condition asks', ({ assert }) => {
    const { dimensions } = readSearchSpace({ 'agent.targetEvery': {}, 'agent.targetUpdate': {} })
    assert.deepEqual(
      dimensions.map(({ path }) => path),
      ['agent.targetUpdate', 'agent.targetEvery']
    )
    assert.deepEqual(dimensions[1].when, { path: 'agent.targetUpdate', equals: ['hard'] })
  })

  test('a condition on a step of a float, or on an item of a list, is one', ({ assert }) => {
    const { dimensions } = readSearchSpace({
      'environment.stopLoss': { low: 0.1, high: 0.9, step: 0.1 },
      'features.indicators': { choices: [['rsi'], ['rsi', 'ema']] },
      'features.emaPeriod': {},
      'agent.gamma': { when: { 'environment.stopLoss': [0.3] } },
    })
    assert.lengthOf(dimensions, 4)
  })

  for (const [name, preset] of Object.entries(SPACE_PRESETS)) {
    test(`the preset ${name} is a space, and written it is read the same`, ({ assert }) => {
      const space = readSearchSpace(preset)
      assert.deepEqual(readSearchSpace(writeSearchSpace(space)), space)
    })
  }

  test('trial 0 has the base’s values, and a point’s configuration has the point’s', ({
    assert,
  }) => {
    const base = resolveParameters({}, 'quick')
    const space = readSearchSpace({ 'agent.gamma': { low: 0.9, high: 0.95 }, 'agent.nStep': {} })
    assert.deepEqual(defaultValues(space, base), { 'agent.gamma': 0.99, 'agent.nStep': 1 })
    assert.equal(configOf(base, { 'agent.gamma': 0.9 }).agent.gamma, 0.9)
    assert.equal(configOf(base, {}).training.episodes, 120)
  })

  test('a point against a rule between parameters is drawn anew, and at last refused', ({
    assert,
  }) => {
    const base = resolveParameters({ 'agent.capacity': 1000 }, 'quick')
    assert.isFalse(isConfiguration(base, { 'agent.batchSize': 2000 }))
    const sampler = {
      draw: (_: number, attempt: number) => ({ 'agent.batchSize': 2000 - attempt * 400 }),
    }
    const tried = new TriedPoints(readSearchSpace({ 'agent.batchSize': {} }), [])
    const values = proposeValues(sampler, 1, [], tried, (point) => isConfiguration(base, point))
    assert.deepEqual(values, { 'agent.batchSize': 800 })
    assert.throws(() => proposeValues(sampler, 1, [], tried, () => false), /None of 100 points/)
  })
})
