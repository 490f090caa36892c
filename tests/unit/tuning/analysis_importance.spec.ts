import { test } from '@japa/runner'
import { streamOf } from '#core/random/streams'
import { contourOf } from '#core/tuning/analysis/contour'
import { encodeTrials } from '#core/tuning/analysis/encoded_trials'
import { importanceOf } from '#core/tuning/analysis/importance'
import type { ScoredTrial } from '#core/tuning/analysis/scored_trials'
import type { Dimension, SearchSpace, TrialValues } from '#core/tuning/search_space'

function float(path: string, extras: Partial<Dimension> = {}): Dimension {
  const plain = { path, type: 'float', low: 0, high: 1, log: false, step: null, when: null }
  return { ...plain, ...extras } as Dimension
}

const REWARD: Dimension = {
  path: 'environment.reward',
  type: 'categorical',
  choices: ['pnl', 'sharpe', 'sortino'],
  when: null,
}
const NUMBERS: SearchSpace = { dimensions: [float('a'), float('b'), float('c')] }

/** Uniform points of three numbers with values by `value`. */
function uniform(count: number, value: (a: number, b: number, c: number) => number): ScoredTrial[] {
  const random = streamOf(7, 'sampler')
  return Array.from({ length: count }, (_, number) => {
    const [a, b, c] = [random.float(), random.float(), random.float()]
    return { number, values: { a, b, c }, value: value(a, b, c) }
  })
}

function sharesOf(space: SearchSpace, trials: readonly ScoredTrial[]): Map<string, number> {
  const { importance } = importanceOf(space, trials, 1)
  return new Map(importance!.parameters.map(({ path, share }) => [path, share]))
}

test.group('Importance', () => {
  test('of y = 2a + b the variances are 4 to 1, and so is the importance of a and b', ({
    assert,
  }) => {
    const shares = sharesOf(
      NUMBERS,
      uniform(1000, (a, b) => 2 * a + b)
    )
    assert.closeTo(shares.get('a')!, 0.8, 0.05)
    assert.closeTo(shares.get('b')!, 0.2, 0.05)
    assert.isBelow(shares.get('c')!, 0.01)
  })

  test('parameters stand by importance, and the forest says how much it explains', ({ assert }) => {
    const { importance } = importanceOf(
      NUMBERS,
      uniform(500, (a, _b, c) => a + 8 * (c - 0.5) ** 2),
      1
    )
    assert.deepEqual(
      importance!.parameters.map(({ path }) => path),
      ['c', 'a', 'b']
    )
    assert.isAbove(importance!.explained, 0.85)
  })

  test('of pure noise the forest explains nothing', ({ assert }) => {
    const noise = streamOf(3, 'sampler')
    const { importance } = importanceOf(
      NUMBERS,
      uniform(300, () => noise.normal()),
      1
    )
    assert.isBelow(importance!.explained, 0.05)
  })

  test('the same trials and seed give the same numbers, another seed others', ({ assert }) => {
    const trials = uniform(100, (a, b) => a - b)
    assert.deepEqual(importanceOf(NUMBERS, trials, 5), importanceOf(NUMBERS, trials, 5))
    assert.notDeepEqual(importanceOf(NUMBERS, trials, 5), importanceOf(NUMBERS, trials, 6))
  })

  test('choices count by their values, in whatever order they stand', ({ assert }) => {
    const trials = uniform(400, () => 0).map((trial, k) => ({
      ...trial,
      values: { ...trial.values, [REWARD.path]: ['pnl', 'sharpe', 'sortino'][k % 3]! },
      value: k % 3 === 1 ? 1 : 0,
    }))
    const shares = sharesOf({ dimensions: [float('a'), REWARD] }, trials)
    assert.isAbove(shares.get(REWARD.path)!, 0.98)
  })

  test('a conditional parameter counts by the trials that have it', ({ assert }) => {
    const child = float('b', { when: { path: REWARD.path, equals: ['sharpe'] } })
    const trials = uniform(600, () => 0).map(({ number, values: { a, b } }, k) => ({
      number,
      values: k % 3 === 0 ? { a, b, [REWARD.path]: 'sharpe' } : { a, [REWARD.path]: 'pnl' },
      value: k % 3 === 0 ? Number(b) : 0.5,
    }))
    const { importance } = importanceOf({ dimensions: [float('a'), REWARD, child] }, trials, 1)
    const [first] = importance!.parameters
    assert.equal(first!.path, 'b')
    assert.equal(first!.trials, 200)
  })

  test('under 10 trials with a value there is none, and the reason names both numbers', ({
    assert,
  }) => {
    const nine = uniform(9, (a) => a)
    assert.deepEqual(importanceOf(NUMBERS, nine, 1), {
      importance: null,
      reason: '9 trials have a value; importance needs at least 10.',
    })
    const equal = uniform(20, () => 1)
    assert.isNull(importanceOf(NUMBERS, equal, 1).importance)
  })

  test('a value on a logarithmic scale is binned by its logarithm, one that is absent has code 0', ({
    assert,
  }) => {
    const dimension = float('a', { low: 1e-5, high: 1e-2, log: true } as Partial<Dimension>)
    const trials = [1e-5, 1e-3, 1e-3, 1e-2, undefined].map((a, number) => ({
      number,
      values: (a === undefined ? {} : { a }) as TrialValues,
      value: 0,
    }))
    const [column] = encodeTrials({ dimensions: [dimension] }, trials)
    assert.deepEqual([...column!.codes], [1, 2, 2, 3, 0])
    assert.equal(column!.codeOf(5e-4), 1)
    assert.equal(column!.codeOf(1e-9), 1)
  })
})

test.group('Contour', () => {
  test('the expected value rises along the parameter that matters', ({ assert }) => {
    const trials = uniform(600, (a) => a)
    const { contour } = contourOf([float('a'), float('b')], trials, 1)
    const middle = contour!.values[12]!
    assert.lengthOf(contour!.values, 24)
    assert.lengthOf(middle, 24)
    assert.closeTo(middle[3]!, 3.5 / 24, 0.05)
    assert.closeTo(middle[20]!, 20.5 / 24, 0.05)
  })

  test('cells without a trial near are left out', ({ assert }) => {
    const left = uniform(200, (a, b) => a + b).map((trial) => ({
      ...trial,
      values: { a: Number(trial.values['a']) / 2, b: trial.values['b']! },
    }))
    const { contour } = contourOf([float('a'), float('b')], left, 1)
    assert.isNumber(contour!.values[12]![11])
    assert.isNull(contour!.values[12]![23])
  })

  test('choices have one cell each', ({ assert }) => {
    const trials = uniform(60, () => 0).map((trial, k) => ({
      ...trial,
      values: { ...trial.values, [REWARD.path]: k % 2 === 0 ? 'pnl' : 'sortino' },
      value: k % 2,
    }))
    const { contour } = contourOf([float('a'), REWARD], trials, 1)
    assert.deepEqual(contour!.y.middles, [0, 1, 2])
    assert.closeTo(contour!.values[0]![5]!, 0, 0.1)
    assert.isNull(contour!.values[1]![5])
    assert.closeTo(contour!.values[2]![5]!, 1, 0.1)
  })

  test('under 10 trials that have both parameters there is none', ({ assert }) => {
    const { reason } = contourOf(
      [float('a'), float('b')],
      uniform(9, (a) => a),
      1
    )
    assert.include(reason!, '9 trials have both parameters')
  })
})
