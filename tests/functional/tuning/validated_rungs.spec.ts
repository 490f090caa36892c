import { test } from '@japa/runner'
import { isValidated } from '#core/agent/validation_episodes'
import { SCHEDULERS } from '#core/tuning/scheduler'
import { baseOfStudy } from '#services/tuning/study_origin'
import { baseOf, planOf, type StudyInput } from '#services/tuning/study_input'

function planned(changes: Partial<StudyInput> = {}) {
  const input: StudyInput = {
    datasets: [],
    preset: 'default',
    set: {},
    space: { 'agent.gamma': { low: 0.9, high: 0.999 } },
    ...changes,
  }
  return planOf(input, baseOf(input))
}

test.group('Validations of a study', () => {
  test('follow every rung besides, and leave their interval as it was', ({ assert }) => {
    // a 27th of 1,450 is 53, a prime: no interval but 1 would meet it
    const { base, rungs } = planned({ maxResource: 1450 })
    assert.deepEqual(rungs, [53, 159, 477, 1450])
    assert.equal(base.training.validateEvery, 50)
    assert.deepEqual(base.training.validateAt, [53, 159, 477])
  })

  for (const scheduler of SCHEDULERS) {
    test(`every rung of ${scheduler} has one`, ({ assert }) => {
      const { base, rungs } = planned({ scheduler, maxResource: 100, minResource: 7, eta: 2 })
      for (const rung of rungs) assert.isTrue(isValidated(rung, base.training), `${rung}`)
    })
  }

  test('those asked for besides stay, and a clone asks for them alone', ({ assert }) => {
    const set = { 'training.validateAt': [20, 10] }
    const plan = planned({ set, maxResource: 90, minResource: 10 })
    assert.deepEqual(plan.base.training.validateAt, [10, 20, 30])
    assert.deepEqual(baseOfStudy(plan).set, { 'training.validateAt': [20] })
    assert.deepEqual(baseOfStudy(planned()).set, {})
  })
})
