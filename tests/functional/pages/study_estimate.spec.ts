import { test } from '@japa/runner'
import { resolveParameters } from '#core/parameters/resolve'
import { expectedResource } from '#core/tuning/expected_resource'
import type { LaunchEstimate } from '#services/pages/launch_estimate'
import { estimateStudy } from '#services/pages/studies/study_estimate'
import { planOf } from '#services/tuning/study_input'

const BASE = resolveParameters({ 'training.episodes': 9, 'agent.capacity': 450 }, 'quick')
const ASKED = { datasets: [1], preset: 'quick', set: {}, space: { 'agent.gamma': {} } } as const
/** 10 s an episode; 100 steps an episode. */
const LAUNCH = {
  work: { envSteps: 900, replayBytes: 3000, weights: 10, storedBytes: 3290, memoryBytes: 5000 },
  places: { threads: 2, free: 2 },
  time: { secondsEach: 90, low: 45, high: 180, coreHours: 0.025, runs: 4, basis: 'size' },
  cost: { amount: 0.05, currency: 'EUR' },
} as unknown as LaunchEstimate
const FREE = { trials: null, episodes: null, seconds: null }

test.group('Estimate of a study', () => {
  const fixed = planOf({ ...ASKED, scheduler: 'fixed' }, BASE)

  test('four whole trials on two threads take twice as long as one', ({ assert }) => {
    const budget = { ...FREE, trials: 4 }
    const estimate = estimateStudy(fixed, budget, LAUNCH, expectedResource(fixed, budget))
    assert.deepEqual([estimate.parallel, estimate.memoryBytes], [2, 10_000])
    assert.containsSubset(estimate.time, { seconds: 180, low: 90, high: 360, isLimited: false })
    // 4 · 90 s of a core, at 0.05 for 90 s
    assert.closeTo(estimate.time?.coreHours ?? 0, 0.1, 1e-12)
    assert.closeTo(estimate.time?.cost?.amount ?? 0, 0.2, 1e-12)
    // the memory is full: 3,000 and 10 weights of 20 bytes, and 90 of rows
    assert.equal(estimate.storedBytes, 4 * 3290)
  })

  test('one trial is trained by one thread, however many there are', ({ assert }) => {
    const budget = { ...FREE, trials: 1 }
    const estimate = estimateStudy(fixed, budget, LAUNCH, expectedResource(fixed, budget))
    assert.deepEqual([estimate.parallel, estimate.time?.seconds], [1, 90])
  })

  test('however many threads there are, a trial climbs to the top in its own time', ({
    assert,
  }) => {
    const asha = planOf({ ...ASKED, minResource: 1 }, BASE)
    const many = { ...LAUNCH, places: { threads: 100, free: 100 } }
    const budget = { ...FREE, trials: 27 }
    const estimate = estimateStudy(asha, budget, many, expectedResource(asha, budget))
    assert.deepEqual([estimate.parallel, estimate.time?.seconds], [27, 90])
  })

  test('a limit of time ends it earlier, and alone it is all that is known', ({ assert }) => {
    const limited = { ...FREE, trials: 4, seconds: 60 }
    const both = estimateStudy(fixed, limited, LAUNCH, expectedResource(fixed, limited))
    assert.containsSubset(both.time, { seconds: 60, high: 60, isLimited: true })
    const only = estimateStudy(fixed, { ...FREE, seconds: 3600 }, LAUNCH, null)
    assert.containsSubset(only.time, { seconds: 3600, coreHours: 2 })
    assert.isNull(only.storedBytes)
  })

  test('who stops at a low rung keeps the small part of a checkpoint', ({ assert }) => {
    const asha = planOf({ ...ASKED, minResource: 1, concurrency: 1 }, BASE)
    const rungs = [
      { resource: 1, trials: 3 },
      { resource: 3, trials: 1 },
      { resource: 9, trials: 0 },
    ]
    const expected = { trials: 3, episodes: 5, full: 27, rungs }
    const estimate = estimateStudy(asha, { ...FREE, trials: 3 }, LAUNCH, expected)
    // two stop after 100 of 450 transitions and a ninth of the rows, one after 300 and a third
    const [low, high] = [(3000 * 100) / 450 + 200 + 10, (3000 * 300) / 450 + 200 + 30]
    assert.closeTo(estimate.storedBytes ?? 0, 2 * low + high, 1e-9)
    assert.equal(estimate.parallel, 1)
    assert.equal(estimate.time?.seconds, 50)
  })
})
