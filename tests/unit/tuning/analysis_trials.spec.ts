import { test } from '@japa/runner'
import { axisOf, placeOn, ticksOf } from '#core/tuning/analysis/axis_places'
import { bestSoFar } from '#core/tuning/analysis/best_so_far'
import { parallelCoordinates } from '#core/tuning/analysis/parallel_coordinates'
import {
  isWithinRanges,
  readParameterRanges,
  writeParameterRange,
} from '#core/tuning/analysis/parameter_ranges'
import { paretoFront } from '#core/tuning/analysis/pareto_front'
import { rungLadder } from '#core/tuning/analysis/rung_ladder'
import { sampleTrials } from '#core/tuning/analysis/sample_trials'
import { comparedRung, scoredAt } from '#core/tuning/analysis/scored_trials'
import { sliceOf } from '#core/tuning/analysis/slice'
import type { Dimension, SearchSpace, TrialValues } from '#core/tuning/search_space'
import type { TrialRecord } from '#core/tuning/trial_record'

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
const RUNGS = [50, 150, 450]
const rungsOf = () => RUNGS

function trial(number: number, ...results: (number | null)[]): TrialRecord {
  return { number, values: {}, results: results.map((value) => [value]), running: false }
}

test.group('Values of trials', () => {
  test('values of one resource are compared, under Hyperband at the bracket’s own rung', ({
    assert,
  }) => {
    const trials = [trial(0, 1, 2), trial(1, 3), trial(2, null, 5)]
    const brackets = (number: number) => (number === 1 ? [150, 450] : RUNGS)
    assert.deepEqual(
      scoredAt(trials, brackets, 150).map(({ number, value }) => [number, value]),
      [
        [0, 2],
        [1, 3],
        [2, 5],
      ]
    )
    assert.deepEqual(
      scoredAt(trials, brackets, 50).map(({ number }) => number),
      [0]
    )
  })

  test('parameters are judged at the highest rung with 50 values, else where most are', ({
    assert,
  }) => {
    const many = Array.from({ length: 80 }, (_, k) => (k < 50 ? trial(k, 1, 2) : trial(k, 1)))
    assert.equal(comparedRung(many, rungsOf, RUNGS), 1)
    assert.equal(comparedRung(many.slice(1), rungsOf, RUNGS), 0)
    assert.equal(comparedRung([trial(0, 1, 2), trial(1, 1)], rungsOf, RUNGS), 0)
    assert.equal(comparedRung([], rungsOf, RUNGS), 0)
  })

  test('the best so far never falls', ({ assert }) => {
    const scored = [3, 1, 4, 1, 5].map((value, k) => ({ number: 4 - k, values: {}, value }))
    assert.deepEqual(
      bestSoFar(scored).map(({ number, best }) => [number, best]),
      [
        [0, 5],
        [1, 5],
        [2, 5],
        [3, 5],
        [4, 5],
      ]
    )
    const rising = [3, 1, 4].map((value, number) => ({ number, values: {}, value }))
    assert.deepEqual(
      bestSoFar(rising).map(({ best }) => best),
      [3, 3, 4]
    )
  })
})

test.group('Pareto front', () => {
  const of = (...pairs: [number, number][]) =>
    paretoFront(pairs.map(([first, second], number) => ({ number, first, second }))).map(
      ({ number }) => number
    )

  test('holds the trials that none beats in both objectives', ({ assert }) => {
    assert.deepEqual(of([1, 5], [2, 4], [3, 1], [2, 2], [0, 5]), [2, 1, 0])
  })

  test('keeps equal trials and drops one that is worse in one and equal in the other', ({
    assert,
  }) => {
    assert.deepEqual(of([1, 1], [1, 1], [1, 0]), [0, 1])
    assert.deepEqual(of(), [])
  })
})

test.group('Rung ladder', () => {
  const rules = { rungs: RUNGS, rungsOf, eta: 3, promotes: true }

  test('the value to pass is the one at place floor(n / eta), nulls counting in n', ({
    assert,
  }) => {
    const trials = [0.9, 0.1, 0.7, null, 0.5, 0.3, 0.2].map((value, k) => trial(k, value))
    const [rung] = rungLadder(trials, rules)
    assert.equal(rung!.entries.length, 7)
    assert.equal(rung!.toPass, 0.7) // the second of floor(7 / 3) = 2 places
  })

  test('who was handed out to the rung above is promoted, reported there or not', ({ assert }) => {
    const trials = [trial(0, 1, 2), { ...trial(1, 1), running: true }, trial(2, 0)]
    const ladder = rungLadder(trials, rules)
    assert.deepEqual(
      ladder[0]!.entries.map(({ promoted }) => promoted),
      [true, true, false]
    )
    assert.deepEqual(ladder[1]!.entries, [{ trial: 0, value: 2, promoted: false }])
  })

  test('nothing is to pass at the top, before eta trials, or where brackets share the rung', ({
    assert,
  }) => {
    const brackets = (number: number) => (number % 2 === 0 ? RUNGS : [150, 450])
    const trials = [0, 1, 2, 3, 4, 5].map((k) => trial(k, 1, 1, 1))
    const mixed = rungLadder(
      trials.map(({ results, ...rest }) => ({
        ...rest,
        results: results.slice(0, brackets(rest.number).length),
      })),
      {
        ...rules,
        rungsOf: brackets,
      }
    )
    assert.deepEqual(
      mixed.map(({ toPass }) => toPass),
      [1, null, null]
    )
    assert.isNull(rungLadder([trial(0, 1), trial(1, 1)], rules)[0]!.toPass)
  })
})

test.group('Sample of trials', () => {
  const flat = (_: number, rung: number) => RUNGS[rung]!

  test('2,000 trials are all shown', ({ assert }) => {
    const trials = Array.from({ length: 2000 }, (_, k) => trial(k, k))
    assert.strictEqual(sampleTrials(trials, flat).shown, trials)
  })

  test('of 10,000 the defaults, the best 200, the newest 100 and an even sample are shown', ({
    assert,
  }) => {
    // values fall with the number, so that the best 200 are the first ones
    const trials = Array.from({ length: 10_000 }, (_, k) => trial(k, -k))
    const { shown, of } = sampleTrials(trials, flat)
    assert.equal(of, 10_000)
    assert.lengthOf(shown, 2000)
    const numbers = shown.map(({ number }) => number)
    assert.deepEqual(
      numbers.slice(0, 200),
      Array.from({ length: 200 }, (_, k) => k)
    )
    assert.deepEqual(
      numbers.slice(-100),
      Array.from({ length: 100 }, (_, k) => 9900 + k)
    )
    // 1,700 of the 9,700 between: one in 5.7
    const gaps = numbers.slice(201, 1899).map((number, k) => number - numbers[200 + k]!)
    assert.deepEqual([Math.min(...gaps), Math.max(...gaps)], [5, 6])
  })

  test('a trial that came further is better than one of a greater value', ({ assert }) => {
    const trials = Array.from({ length: 3000 }, (_, k) =>
      k === 1001 ? trial(k, 0, 0) : trial(k, k)
    )
    const { shown } = sampleTrials(trials, flat, 400)
    assert.isTrue(shown.some(({ number }) => number === 1001))
  })
})

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
