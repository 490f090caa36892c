import { test } from '@japa/runner'
import { progressOf } from '#services/pages/run_progress'
import { maxQSpread } from '#services/recorder/max_q_spread'
import { meanDiscounted } from '#services/recorder/discounted'

test.group('Figures of a run', () => {
  test('the realised return is the mean over decisions of what followed, discounted', ({
    assert,
  }) => {
    // G2 = 4; G1 = 2 + 0.5 · 4 = 4; G0 = 1 + 0.5 · 4 = 3
    assert.closeTo(meanDiscounted([1, 2, 4], 0.5), 11 / 3, 1e-12)
  })

  test('the band of Q-values is the 10th to the 90th percentile of the greatest of each decision', ({
    assert,
  }) => {
    // the greatest of eleven decisions are 0, 1, … 10: the percentiles are 1 and 9
    const decisions = [7, 2, 9, 0, 4, 10, 1, 8, 3, 6, 5]
    const qValues = Float32Array.from(
      decisions.flatMap((most, k) => (k % 2 ? [most, -1] : [-2, most]))
    )
    assert.deepEqual(maxQSpread(qValues, 2), { low: 1, high: 9 })
    assert.isNull(maxQSpread(new Float32Array(0), 2))
    assert.isNull(maxQSpread(Float32Array.of(1, NaN), 2))
  })

  test('time left is that of the episodes to come at the rate so far', ({ assert }) => {
    const run = {
      ...{
        status: 'running',
        stored_status: 'running',
        episodes_done: 30,
        episodes_total: 120,
        seconds: 60,
      },
      ...{ env_steps: 9000, updates: 2000, env_steps_per_second: 140, updates_per_second: 30 },
    }
    const progress = progressOf(run, 1_000_000)
    assert.deepEqual(
      [progress.share, progress.secondsLeft, progress.endsAt],
      [0.25, 180, 1_180_000]
    )
    assert.equal(progress.stepsRate, 140)
  })

  test('a lost run has no time left: nobody trains it', ({ assert }) => {
    const run = {
      ...{ status: 'lost', stored_status: 'running', episodes_done: 30, episodes_total: 120 },
      ...{ seconds: 60, env_steps: 9000, updates: 2000 },
      ...{ env_steps_per_second: 140, updates_per_second: 30 },
    }
    const { secondsLeft, endsAt, stepsRate } = progressOf(run, 0)
    assert.deepEqual([secondsLeft, endsAt, stepsRate], [null, null, 140])
  })

  test('a run that has ended has no time left, and its rate is over all its time', ({ assert }) => {
    const run = {
      ...{
        status: 'completed',
        stored_status: 'completed',
        episodes_done: 120,
        episodes_total: 120,
        seconds: 60,
      },
      ...{ env_steps: 9000, updates: 3000, env_steps_per_second: 0, updates_per_second: 0 },
    }
    const { secondsLeft, stepsRate, updatesRate } = progressOf(run, 0)
    assert.deepEqual([secondsLeft, stepsRate, updatesRate], [null, 150, 50])
  })

  test('before the first episode there is no rate to go by', ({ assert }) => {
    const run = {
      ...{
        status: 'running',
        stored_status: 'running',
        episodes_done: 0,
        episodes_total: 120,
        seconds: 0,
      },
      ...{ env_steps: 0, updates: 0, env_steps_per_second: null, updates_per_second: null },
    }
    assert.isNull(progressOf(run, 0).secondsLeft)
  })
})
