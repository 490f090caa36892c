import { test } from '@japa/runner'
import { resolveParameters } from '../../../app/core/parameters/resolve.ts'
import { nextPoint } from '../../../app/core/tuning/next_point.ts'
import { readSearchSpace } from '../../../app/core/tuning/read_search_space.ts'
import { SAMPLERS, type SamplerName } from '../../../app/core/tuning/sampler.ts'
import { samplerFor } from '../../../app/core/tuning/samplers/sampler_for.ts'
import { schedulerFor } from '../../../app/core/tuning/scheduler_for.ts'
import type { TrialValues } from '../../../app/core/tuning/search_space.ts'
import type { StudyPlan } from '../../../app/core/tuning/study_plan.ts'
import { StudyState } from '../../../app/core/tuning/study_state.ts'
import type { ClimbingTrial } from '../../../app/core/tuning/trial_record.ts'
import { trialsForStudy } from '../../../app/core/tuning/warm_trials.ts'

function planOf(sampler: SamplerName, space: object, changes: Partial<StudyPlan> = {}): StudyPlan {
  return {
    ...({ version: 1, scheduler: 'fixed', eta: 3, minResource: 1, startupTrials: 4 } as const),
    base: resolveParameters({}, 'quick'),
    rungs: [120],
    space: readSearchSpace(space),
    objectives: [{ metric: 'sharpe', direction: 'maximize' }],
    ...{ sampler, seed: 1, seeds: [1], concurrency: null, enqueued: [], warmStart: null },
    ...changes,
  }
}

const trueChoices = (values: TrialValues) =>
  Object.values(values).filter((each) => each === true).length

/** Points of a study that is played with one worker. */
function pointsOf(
  plan: StudyPlan,
  trials: number,
  valueOf: (values: TrialValues) => number = trueChoices
): TrialValues[] {
  const state = new StudyState(schedulerFor(plan), plan.objectives, 1, plan.enqueued)
  state.apply({ kind: 'bounded', trials, episodes: null })
  for (let trial = 0; trial < trials; trial++) {
    const point = nextPoint(plan, state)
    state.apply({ kind: 'started', trial, ...point })
    const results = [valueOf(point.values)]
    state.apply({ kind: 'reported', trial, rung: 0, results, failed: false })
  }
  return state.trials.map(({ values }) => values)
}

const distinct = (points: readonly TrialValues[]) =>
  new Set(points.map((values) => JSON.stringify(Object.entries(values).sort()))).size

test.group('Next point', () => {
  for (const sampler of SAMPLERS) {
    test(`${sampler} tries every point of a finite space before it repeats one`, ({ assert }) => {
      const two = planOf(sampler, { 'agent.double': {}, 'agent.dueling': {} })
      assert.equal(distinct(pointsOf(two, 4)), 4)
      assert.lengthOf(pointsOf(two, 8), 8) // all are tried: it repeats
      // nStep only with double: 2 · (1 + 4) points
      const when = { 'agent.double': [true] }
      const conditional = {
        ...{ 'agent.dueling': {}, 'agent.double': {} },
        'agent.nStep': { low: 1, high: 4, when },
      }
      assert.equal(distinct(pointsOf(planOf(sampler, conditional), 10)), 10)
    })
  }

  test('points that no configuration can have are passed over', ({ assert }) => {
    const base = resolveParameters({ 'agent.capacity': 1000 }, 'quick')
    const space = { 'agent.batchSize': { choices: [32, 64, 2000] } }
    const points = pointsOf(planOf('random', space, { base }), 5)
    assert.sameMembers(
      [...new Set(points.slice(0, 3).map((values) => values['agent.batchSize']))],
      [32, 64]
    )
  })

  test('TPE gives the most promising of its candidates that was not tried', ({ assert }) => {
    const plan = planOf('tpe', { 'agent.gamma': { low: 0.5, high: 0.9, step: 0.1 } })
    const history = [0.5, 0.6, 0.7, 0.8, 0.9, 0.9, 0.9].map((gamma, number): ClimbingTrial => ({
      ...{ number, resources: [120], running: false },
      ...{ values: { 'agent.gamma': gamma }, results: [[gamma]] },
    }))
    const tpe = samplerFor('tpe', plan.space, 1, plan)
    const isTried = (values: TrialValues) => Number(values['agent.gamma']) > 0.8
    assert.deepEqual(tpe.draw(7, 0, history), { 'agent.gamma': 0.9 })
    assert.deepEqual(tpe.draw(7, 0, history, isTried), { 'agent.gamma': 0.8 })
  })

  test('an earlier study’s points can be tried again', ({ assert }) => {
    const space = { 'agent.double': {}, 'agent.dueling': {} }
    const earlier = pointsOf(planOf('random', space), 4).map((values, number): ClimbingTrial => {
      const value = values['agent.double'] === true && values['agent.dueling'] === true ? 1 : 0
      return { number, values, resources: [120], results: [[value]], running: false }
    })
    const plan = planOf('tpe', space, { warmStart: { studyId: 1, trials: earlier, why: null } })
    assert.equal(distinct(pointsOf(plan, 4)), 4)
  })

  test('an enqueued point is noted with the values of the base that it leaves out', ({
    assert,
  }) => {
    const space = { 'agent.gamma': {}, 'agent.nStep': {}, 'environment.rewardEta': {} }
    const plan = planOf('random', space, { enqueued: [{ 'agent.nStep': 3 }] })
    const [, values] = pointsOf(plan, 2)
    // the base’s reward has no eta
    assert.deepEqual(values, { 'agent.gamma': 0.99, 'agent.nStep': 3 })
  })
})

test.group('Warm start', () => {
  const space = {
    'agent.gamma': { low: 0.9, high: 0.999 },
    'agent.learningRate': { low: 0.0001, high: 0.01, log: true },
  }
  /** 0 at the optimum, and down by 1 for each 0.05 of gamma and each tenfold of the rate. */
  const hillAt = (gamma: number, rate: number) => (values: TrialValues) =>
    -Math.abs(Number(values['agent.gamma']) - gamma) / 0.05 -
    Math.abs(Math.log10(Number(values['agent.learningRate']) / rate))
  const hill = hillAt(0.99, 0.003)
  /** What a study whose hill stands elsewhere, and higher, teaches. */
  const earlierOn = (gamma: number, rate: number) => {
    const valueOf = hillAt(gamma, rate)
    const points = pointsOf(planOf('random', space), 100)
    const trials = points.map((values, number): ClimbingTrial => ({
      ...{ number, values, resources: [120], running: false },
      results: [[100 + valueOf(values)]],
    }))
    return { studyId: 1, trials: trialsForStudy(trials, [120], readSearchSpace(space)), why: null }
  }
  /** How far the best of a study's trials is from its optimum, over ten seeds. */
  const distance = (trials: number, changes: Partial<StudyPlan>) => {
    const seeds = Array.from({ length: 10 }, (_, k) => k + 1)
    const best = seeds.map((seed) =>
      Math.max(...pointsOf(planOf('tpe', space, { ...changes, seed }), trials, hill).map(hill))
    )
    return -best.reduce((sum, each) => sum + each, 0) / best.length
  }

  test('an optimum that stands where it stood is found sooner', ({ assert }) => {
    const cold = distance(12, {})
    assert.isBelow(distance(12, { warmStart: earlierOn(0.99, 0.003) }), cold / 2)
  })

  test('an optimum that has moved is found all the same', ({ assert }) => {
    const moved = distance(40, { warmStart: earlierOn(0.91, 0.0002) })
    // the earlier optimum lies 2.8 away
    assert.isBelow(moved, 0.25)
  })

  test('what an earlier trial reported is known by its episodes, not by its place', ({
    assert,
  }) => {
    const values = { 'agent.gamma': 0.9, 'agent.nStep': 2 }
    const at = (number: number, resources: number[], results: number[]): ClimbingTrial => ({
      ...{ number, values, resources, running: true },
      results: results.map((value) => [value]),
    })
    const space = readSearchSpace({ 'agent.gamma': {} })
    const trials = [at(0, [10, 30, 90], [1, 2]), at(1, [30, 90], [3]), at(2, [10, 30], [4])]
    const taught = trialsForStudy(trials, [30, 90, 270], space)
    assert.deepEqual(
      taught.map(({ number, resources, results }) => [number, resources, results]),
      [
        [0, [30], [[2]]],
        [1, [30], [[3]]],
      ]
    )
    assert.deepEqual(taught[0].values, { 'agent.gamma': 0.9 })
    assert.isFalse(taught[0].running)
  })
})
