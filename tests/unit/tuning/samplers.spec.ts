import { test } from '@japa/runner'
import { samplerFor } from '../../../app/core/tuning/samplers/sampler_for.ts'
import { scaled } from '../../../app/core/tuning/samplers/scaled_dimension.ts'
import { sobolInteger, SOBOL_DIMENSIONS } from '../../../app/core/tuning/samplers/sobol_sequence.ts'
import { splitTrials } from '../../../app/core/tuning/samplers/ranked_observations.ts'
import type { SearchSpace } from '../../../app/core/tuning/search_space.ts'
import type { TrialRecord } from '../../../app/core/tuning/trial_record.ts'

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

function trial(number: number, results: (number | null)[][], running = false): TrialRecord {
  const values = { rate: 0.01, steps: 1 + (number % 4), rule: 'a' }
  return { number, values, results, running }
}

test.group('Samplers', () => {
  for (const name of ['random', 'sobol', 'tpe'] as const) {
    test(`${name} draws within the space, conditions included, and the same again`, ({
      assert,
    }) => {
      const draw = () => {
        const sampler = samplerFor(name, SPACE, 7, { startupTrials: 5 })
        const history: TrialRecord[] = []
        return Array.from({ length: 60 }, (_, number) => {
          const values = sampler.draw(number, 0, history)
          history.push({ number, values, results: [[Number(values['rate'])]], running: false })
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

  test('good trials are 15 % of those at the highest rung with enough; failed and running ones are bad', ({
    assert,
  }) => {
    const low = Array.from({ length: 30 }, (_, k) => trial(k, [[k]]))
    const high = Array.from({ length: 10 }, (_, k) => trial(30 + k, [[0], [k === 3 ? null : k]]))
    const history = [...low, ...high, trial(40, [], true)]
    // 4 dimensions need 7 values: the second rung has 9
    const { good, bad } = splitTrials(history, 4)
    assert.deepEqual(
      good.map(({ number }) => number),
      [38, 39] // 1.5, up
    )
    assert.deepEqual(
      bad.map(({ number }) => number),
      [30, 31, 32, 33, 34, 35, 36, 37, 40]
    )
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
    const { good } = splitTrials(many, 1)
    // 15 % of 13 are 2: both on the front, though trial 2 is better in the first objective than trial 1
    assert.deepEqual(
      good.map(({ number }) => number),
      [0, 1]
    )
  })
})
