import { test } from '@japa/runner'
import { bestSoFar } from '#core/tuning/analysis/best_so_far'
import { paretoFront } from '#core/tuning/analysis/pareto_front'
import { rungLadder } from '#core/tuning/analysis/rung_ladder'
import { sampleTrials } from '#core/tuning/analysis/sample_trials'
import { comparedRung, scoredAt } from '#core/tuning/analysis/scored_trials'
import type { TrialRecord } from '#core/tuning/trial_record'

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
