import { test } from '@japa/runner'
import {
  directionFault,
  OBJECTIVES,
  objectiveOf,
  overSeeds,
  ownUnit,
  turned,
} from '../../../app/core/tuning/objectives.ts'
import { Asha } from '../../../app/core/tuning/schedulers/asha.ts'
import type { Objective } from '../../../app/core/tuning/study_plan.ts'
import { StudyState } from '../../../app/core/tuning/study_state.ts'

test.group('The direction of objectives', () => {
  test('of two drawdowns the shallower is the better', ({ assert }) => {
    const drawdown = objectiveOf('max_drawdown')
    assert.isAbove(turned(drawdown, -0.1)!, turned(drawdown, -0.3)!)
  })

  for (const metric of OBJECTIVES) {
    test(`${metric} is maximised; its least is refused with its range`, ({ assert }) => {
      assert.equal(objectiveOf(metric).direction, 'maximize')
      assert.isNull(directionFault(objectiveOf(metric)))
      assert.match(
        directionFault({ metric, direction: 'minimize' })!,
        new RegExp(
          `^${metric} is to be minimized, but must be maximized: its range is .+ better\\.$`
        )
      )
    })
  }
})

const MOST: Objective = { metric: 'sharpe', direction: 'maximize' }
/** No metric is minimised any more; stored studies may be. */
const LEAST: Objective = { metric: 'total_return', direction: 'minimize' }

test.group('A value turned by its direction', () => {
  test('turned, larger is better, and turned back it is in its own unit', ({ assert }) => {
    assert.equal(turned(MOST, 1.5), 1.5)
    assert.equal(turned(LEAST, 1.5), -1.5)
    assert.equal(ownUnit({ objectives: [MOST] }, 1.5), 1.5)
    assert.equal(ownUnit({ objectives: [LEAST] }, -1.5), 1.5)
    // no −0, which JSON and a tie would tell from 0
    assert.isTrue(Object.is(turned(LEAST, 0), 0))
    assert.isTrue(Object.is(ownUnit({ objectives: [LEAST] }, 0), 0))
  })

  test('what is undefined or not finite has no value in either direction', ({ assert }) => {
    for (const objective of [MOST, LEAST]) {
      for (const value of [null, NaN, Infinity, -Infinity]) {
        assert.isNull(turned(objective, value))
      }
    }
  })

  test('of a minimised objective the smallest values are promoted, and the smallest is best', ({
    assert,
  }) => {
    const state = new StudyState(new Asha([1, 2], 2), [LEAST], 1, [])
    state.apply({ kind: 'bounded', trials: 4, episodes: null })
    for (const [trial, value] of [4, 1, 3, 2].entries()) {
      state.apply({ kind: 'started', trial, values: {}, origin: 'sampled' })
      state.apply({ kind: 'reported', trial, rung: 0, results: [value], failed: false })
    }
    assert.deepEqual(state.best, { trial: 1, value: -1, resource: 1 })
    const promoted: number[] = []
    for (let next = state.next(); next.do === 'promote'; next = state.next()) {
      promoted.push(next.trial)
      state.apply({ kind: 'promoted', trial: next.trial, rung: 1 })
    }
    assert.deepEqual(promoted, [1, 3])
    state.apply({ kind: 'reported', trial: 3, rung: 1, results: [7], failed: false })
    state.apply({ kind: 'reported', trial: 1, rung: 1, results: [8], failed: false })
    assert.deepEqual(state.best, { trial: 3, value: -7, resource: 2 })
  })
})

test.group('Value of a trial over its seeds', () => {
  test('it is the median, of an even count the mean of the middle two', ({ assert }) => {
    assert.equal(overSeeds([5]), 5)
    assert.equal(overSeeds([9, 1, 2]), 2)
    assert.equal(overSeeds([9, 1, 2, 4]), 3)
    assert.equal(overSeeds([-1, 1]), 0)
  })

  test('it is undefined when a seed’s is, and without seeds', ({ assert }) => {
    assert.isNull(overSeeds([1, null, 2]))
    assert.isNull(overSeeds([null]))
    assert.isNull(overSeeds([]))
  })
})
