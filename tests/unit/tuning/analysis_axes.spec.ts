import { test } from '@japa/runner'
import { axisOf, placeOn, ticksOf } from '#core/tuning/analysis/axis_places'
import { parallelCoordinates } from '#core/tuning/analysis/parallel_coordinates'
import {
  isWithinRanges,
  readParameterRanges,
  writeParameterRange,
} from '#core/tuning/analysis/parameter_ranges'
import { sliceOf } from '#core/tuning/analysis/slice'
import type { Dimension, SearchSpace, TrialValues } from '#core/tuning/search_space'

const GAMMA: Dimension = {
  path: 'agent.gamma',
  type: 'float',
  low: 0.9,
  high: 1,
  log: false,
  step: null,
  when: null,
}
const RATE: Dimension = { ...GAMMA, path: 'agent.learningRate', low: 1e-5, high: 1e-2, log: true }
const LAYERS: Dimension = {
  path: 'agent.hiddenLayers',
  type: 'categorical',
  choices: [[64], [64, 64], [128, 128]],
  when: null,
}
const SPACE: SearchSpace = { dimensions: [GAMMA, RATE, LAYERS] }

test.group('Axes', () => {
  test('a logarithmic axis has ticks at powers of ten, a short one at more', ({ assert }) => {
    const decades = axisOf(RATE, [])
    assert.deepEqual(ticksOf(decades), [1e-5, 1e-4, 1e-3, 1e-2])
    assert.closeTo(placeOn(decades, 1e-4), 1 / 3, 1e-12)
    assert.deepEqual(ticksOf({ low: 20, high: 300, log: true, choices: null }), [30, 100, 300])
    assert.deepEqual(ticksOf({ low: 30, high: 90, log: true, choices: null }), [40, 60, 80])
  })

  test('a linear axis has at most about five round ticks', ({ assert }) => {
    assert.deepEqual(ticksOf(axisOf(GAMMA, [])), [0.9, 0.92, 0.94, 0.96, 0.98, 1])
    assert.deepEqual(ticksOf({ low: 5, high: 60, log: false, choices: null }), [20, 40, 60])
  })

  test('an axis reaches to trials outside of the space, as the defaults may be', ({ assert }) => {
    assert.equal(axisOf(GAMMA, [{ 'agent.gamma': 0.85 }]).low, 0.85)
    assert.deepEqual(axisOf(LAYERS, []), { low: -0.5, high: 2.5, log: false, choices: 3 })
  })

  test('a slice has the trials with the parameter at their coordinates', ({ assert }) => {
    const scored = [[64, 64], undefined, [64]].map((layers, number) => ({
      number,
      values: (layers === undefined ? {} : { 'agent.hiddenLayers': layers }) as TrialValues,
      value: number / 10,
    }))
    const { trials, x, y } = sliceOf(LAYERS, scored)
    assert.deepEqual(
      [trials, x, y],
      [
        [0, 2],
        [1, 0],
        [0, 0.2],
      ]
    )
  })
})

test.group('Parallel coordinates', () => {
  const scored = Array.from({ length: 20 }, (_, number) => ({
    number,
    values: { 'agent.gamma': 0.9 + number / 200, 'agent.hiddenLayers': [64] },
    value: number,
  }))
  const { axes, lines } = parallelCoordinates(SPACE, scored)

  test('places run from 0 to 1, the objective last, a parameter that is absent has none', ({
    assert,
  }) => {
    assert.lengthOf(axes, 4)
    assert.isNull(axes[3]!.dimension)
    const { at } = lines.find((line) => line.trial === 10)!
    assert.closeTo(at[0]!, 0.5, 1e-12)
    assert.isNull(at[1])
    assert.closeTo(at[2]!, 0.5 / 3, 1e-12)
    assert.closeTo(at[3]!, 10 / 19, 1e-12)
  })

  test('the best tenth is marked and drawn last', ({ assert }) => {
    assert.deepEqual(
      lines.slice(-3).map(({ trial: number, best }) => [number, best]),
      [
        [17, false],
        [18, true],
        [19, true],
      ]
    )
  })
})

test.group('Ranges of parameters', () => {
  test('numbers are given by their ends, choices by their places', ({ assert }) => {
    const query = {
      'in.agent.gamma': '0.95..0.99',
      'in.agent.learningRate': '..0.001',
      'in.agent.hiddenLayers': '0,2',
      'in.agent.batchSize': '1..2',
    }
    const ranges = readParameterRanges(query, SPACE)
    assert.deepEqual(ranges, [
      { path: 'agent.gamma', kind: 'numbers', low: 0.95, high: 0.99 },
      { path: 'agent.learningRate', kind: 'numbers', low: -Infinity, high: 0.001 },
      { path: 'agent.hiddenLayers', kind: 'choices', choices: [[64], [128, 128]] },
    ])
    assert.deepEqual(
      ranges.map((range) => writeParameterRange(range, SPACE)),
      ['0.95..0.99', '..0.001', '0,2']
    )
  })

  test('text that is no range filters nothing', ({ assert }) => {
    const given = ['', 'x..1', '2..1', '0.95', '1..2..3']
    for (const text of given) {
      assert.deepEqual(readParameterRanges({ 'in.agent.gamma': text }, SPACE), [], text)
    }
    assert.deepEqual(readParameterRanges({ 'in.agent.hiddenLayers': ',7' }, SPACE), [])
  })

  test('a trial lies within when every parameter does, and has it', ({ assert }) => {
    const ranges = readParameterRanges(
      { 'in.agent.gamma': '0.95..', 'in.agent.hiddenLayers': '1' },
      SPACE
    )
    const layers = [64, 64]
    assert.isTrue(isWithinRanges({ 'agent.gamma': 0.95, 'agent.hiddenLayers': layers }, ranges))
    assert.isFalse(isWithinRanges({ 'agent.gamma': 0.94, 'agent.hiddenLayers': layers }, ranges))
    assert.isFalse(isWithinRanges({ 'agent.gamma': 0.95 }, ranges))
  })
})
