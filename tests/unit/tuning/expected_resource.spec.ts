import { test } from '@japa/runner'
import { resolveParameters } from '../../../app/core/parameters/resolve.ts'
import { expectedResource } from '../../../app/core/tuning/expected_resource.ts'

const PLAN = {
  scheduler: 'asha',
  eta: 3,
  rungs: [1, 3, 9],
  base: resolveParameters({ 'training.episodes': 9 }, 'quick'),
  objectives: [{ metric: 'sharpe', direction: 'maximize' }],
  seeds: [1],
  seed: 1,
} as const
const FREE = { trials: null, episodes: null, seconds: null }

test.group('Expected resource', () => {
  test('a fixed budget takes every trial to its end', ({ assert }) => {
    const fixed = expectedResource(
      { ...PLAN, scheduler: 'fixed', rungs: [9] },
      { ...FREE, trials: 5 }
    )
    // 5 trials of 9 episodes
    assert.deepEqual(fixed, {
      trials: 5,
      episodes: 45,
      full: 45,
      rungs: [{ resource: 9, trials: 5 }],
    })
  })

  test('ASHA takes each rung’s episodes from the rung below, of every seed', ({ assert }) => {
    const one = expectedResource(PLAN, { ...FREE, trials: 27 })!
    const [first, second, third] = one.rungs.map(({ trials }) => trials)
    assert.equal(first, 27)
    assert.isAtLeast(second, 9)
    assert.isAtLeast(third, 3)
    // 1 to the first rung, 2 more to the second, 6 more to the third
    assert.equal(one.episodes, first + 2 * second + 6 * third)
    assert.equal(one.full, 27 * 9)
    const two = expectedResource({ ...PLAN, seeds: [1, 2] }, { ...FREE, trials: 27 })!
    assert.equal(two.episodes, 2 * one.episodes)
  })

  test('a bound on episodes ends it before it is overspent', ({ assert }) => {
    const bounded = expectedResource(PLAN, { ...FREE, trials: 1000, episodes: 50 })!
    assert.isAtMost(bounded.episodes, 50)
    assert.isBelow(bounded.trials, 51)
  })

  test('a long study hands out in proportion to the part that is played through', ({ assert }) => {
    const part = expectedResource(PLAN, { ...FREE, trials: 1000 })!
    const whole = expectedResource(PLAN, { ...FREE, trials: 50_000 })!
    assert.equal(whole.trials, 50_000)
    assert.equal(whole.episodes, 50 * part.episodes)
  })

  test('of a study that only time bounds nothing is said', ({ assert }) => {
    assert.isNull(expectedResource(PLAN, { ...FREE, seconds: 60 }))
  })
})
