import { test } from '@japa/runner'
import { Parzen } from '../../../app/core/tuning/samplers/parzen.ts'
import { samplerFor } from '../../../app/core/tuning/samplers/sampler_for.ts'
import { scaled } from '../../../app/core/tuning/samplers/scaled_dimension.ts'
import { sobolInteger, SOBOL_DIMENSIONS } from '../../../app/core/tuning/samplers/sobol_sequence.ts'
import { splitTrials } from '../../../app/core/tuning/samplers/ranked_observations.ts'
import type { SearchSpace } from '../../../app/core/tuning/search_space.ts'
import type { ClimbingTrial } from '../../../app/core/tuning/trial_record.ts'

const SPACE: SearchSpace = {
  dimensions: [
    { path: 'rate', type: 'float', low: 0.001, high: 0.1, log: true, step: null, when: null },
    { path: 'steps', type: 'integer', low: 1, high: 4, log: false, step: 1, when: null },
    { path: 'rule', type: 'categorical', choices: ['a', 'b'], when: null },
    {
      path: 'decay',
      type: 'float',
      low: 0,
      high: 1,
      log: false,
      step: 0.25,
      when: { path: 'rule', equals: ['b'] },
    },
  ],
}

const RUNGS = [10, 30, 90]

function trial(
  number: number,
  results: (number | null)[][],
  running = false,
  resources: readonly number[] = RUNGS
): ClimbingTrial {
  const values = { rate: 0.01, steps: 1 + (number % 4), rule: 'a' }
  return { number, values, resources, results, running }
}

const numbers = (trials: readonly ClimbingTrial[]) => trials.map(({ number }) => number)

test.group('Samplers', () => {
  for (const name of ['random', 'sobol', 'tpe'] as const) {
    test(`${name} draws within the space, conditions included, and the same again`, ({
      assert,
    }) => {
      const draw = () => {
        const sampler = samplerFor(name, SPACE, 7, { startupTrials: 5 })
        const history: ClimbingTrial[] = []
        return Array.from({ length: 60 }, (_, number) => {
          const values = sampler.draw(number, 0, history)
          history.push({ ...trial(number, [[Number(values['rate'])]]), values })
          return values
        })
      }
      const points = draw()
      for (const point of points) {
        assert.isAtLeast(Number(point['rate']), 0.001)
        assert.isAtMost(Number(point['rate']), 0.1)
        assert.oneOf(point['steps'], [1, 2, 3, 4])
        assert.equal('decay' in point, point['rule'] === 'b')
        if ('decay' in point) assert.oneOf(point['decay'], [0, 0.25, 0.5, 0.75, 1])
      }
      assert.deepEqual(draw(), points)
    })
  }

  test('an attempt and a seed each give another point', ({ assert }) => {
    const [one, two] = [1, 2].map((seed) => samplerFor('random', SPACE, seed, { startupTrials: 1 }))
    assert.notDeepEqual(one.draw(3, 0, []), one.draw(3, 1, []))
    assert.notDeepEqual(one.draw(3, 0, []), two.draw(3, 0, []))
  })

  test('a coordinate is linear in the logarithm, and the middle of a step’s cell', ({ assert }) => {
    const [rate, steps] = SPACE.dimensions.map(scaled)
    assert.closeTo(Number(rate.valueAt(0.5)), 0.01, 1e-12)
    assert.equal(rate.coordinateOf(0.01), 0.5)
    // four cells of a quarter each
    assert.deepEqual(
      [0, 0.24, 0.26, 0.99].map((at) => steps.valueAt(at)),
      [1, 1, 2, 4]
    )
    assert.equal(steps.coordinateOf(2), 0.375)
  })

  test('Sobol’s sequence begins as Joe and Kuo’s, and stratifies every dimension', ({ assert }) => {
    const point = (n: number, d: number) => sobolInteger(n, d) / 2 ** 32
    assert.deepEqual(
      [0, 1, 2, 3].map((n) => point(n, 0)),
      [0, 0.5, 0.25, 0.75]
    )
    assert.deepEqual(
      [0, 1, 2, 3].map((n) => point(n, 1)),
      [0, 0.5, 0.75, 0.25]
    )
    for (let d = 0; d < SOBOL_DIMENSIONS; d++) {
      const cells = new Set(Array.from({ length: 64 }, (_, n) => Math.floor(point(n, d) * 64)))
      assert.equal(cells.size, 64)
    }
  })

  test('good trials are the 15 % that came furthest and were best there; all others are bad', ({
    assert,
  }) => {
    // the lowest rung has the higher values: those of different resources are not compared
    const low = Array.from({ length: 15 }, (_, k) => trial(k, [[100 + k]]))
    const high = [trial(15, [[0], [1]]), trial(16, [[0], [null]]), trial(17, [[0], [2]])]
    const { good, bad } = splitTrials([...low, ...high, trial(18, [], true), trial(19, [])])
    // 15 % of 18, up: 17 and 15, then the best of the lowest rung; 16 failed, and 19 has not begun
    assert.deepEqual(numbers(good), [14, 15, 17])
    assert.deepEqual(numbers(bad), [...Array(14).keys(), 16, 18])
  })

  test('trials of an earlier study are split apart: their values are of another scale', ({
    assert,
  }) => {
    const earlier = Array.from({ length: 7 }, (_, k) => ({
      ...trial(100 + k, [[1000 + k]]),
      earlier: true as const,
    }))
    const own = Array.from({ length: 7 }, (_, k) => trial(k, [[k]]))
    const { good, bad } = splitTrials([...earlier, ...own])
    // 15 % of 7, up, of each
    assert.deepEqual(numbers(good), [105, 106, 5, 6])
    assert.lengthOf(bad, 10)
  })

  test('a trial that is on its way up stands where it last reported', ({ assert }) => {
    const low = Array.from({ length: 6 }, (_, k) => trial(k, [[k]]))
    const { good, bad } = splitTrials([...low, trial(6, [[9]], true), trial(7, [], true)])
    assert.deepEqual(
      [numbers(good), numbers(bad)],
      [
        [5, 6],
        [0, 1, 2, 3, 4, 7],
      ]
    )
  })

  test('a bracket that begins higher is compared at its episodes, not at its first rung', ({
    assert,
  }) => {
    const low = Array.from({ length: 11 }, (_, k) => trial(k, [[5 + k]]))
    const climbed = trial(11, [[0], [0], [3]])
    const high = trial(12, [[2]], false, [90])
    const { good } = splitTrials([...low, climbed, high])
    // both at 90 episodes: 15 % of 13 are 2
    assert.deepEqual(numbers(good), [11, 12])
  })

  test('of two objectives a trial on the front comes before one that is dominated', ({
    assert,
  }) => {
    const both = [
      [3, 1],
      [2, 2],
      [2.5, 0],
      [1, 1],
    ].map((values, k) => trial(k, [values]))
    const many = [...both, ...Array.from({ length: 9 }, (_, k) => trial(4 + k, [[0, 0]]))]
    const { good } = splitTrials(many)
    // 15 % of 13 are 2: both on the front, though trial 2 is better in the first objective than trial 1
    assert.deepEqual(numbers(good), [0, 1])
  })

  test('of equal first objectives the better second one is on the front', ({ assert }) => {
    const pairs = [
      [1, 0.1],
      [1, 0.5],
      [0.5, 0.6],
      [0.2, 0.1],
    ]
    const { good } = splitTrials(pairs.map((values, k) => trial(k, [values])))
    // 15 % of 4 is 1; trial 1 dominates trial 0
    assert.deepEqual(numbers(good), [1])
    const more = [...pairs, [0, 0], [0, 0], [0, 0]].map((values, k) => trial(k, [values]))
    assert.deepEqual(numbers(splitTrials(more).good), [1, 2])
  })

  test('steps have no dust of binary fractions and end at the highest within the range', ({
    assert,
  }) => {
    const steps = (low: number, high: number, step: number) => {
      const { cells, valueAt, middleOf } = scaled({
        ...{ path: 'x', type: 'float', log: false, when: null },
        ...{ low, high, step },
      })
      return Array.from({ length: cells ?? 0 }, (_, k) => valueAt(middleOf(k)))
    }
    assert.deepEqual(steps(0.1, 0.7, 0.1), [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7])
    assert.deepEqual(steps(0.05, 1, 0.25), [0.05, 0.3, 0.55, 0.8])
    assert.deepEqual(steps(1e-7, 4e-7, 1e-7), [1e-7, 2e-7, 3e-7, 4e-7])
  })

  test('a coordinate that a point does not have says nothing of how likely it is', ({ assert }) => {
    const space = SPACE.dimensions.map(scaled)
    const seen = [
      [0.5, 0.125, 0.75, 0.9],
      [0.4, 0.375, 0.25, null],
    ]
    const whole = new Parzen(space, seen)
    const without = new Parzen(
      space.slice(0, 3),
      seen.map((each) => each.slice(0, 3))
    )
    const point = [0.3, 0.625, 0.25]
    assert.equal(whole.logDensity([...point, null]), without.logDensity(point))
  })
})
