import { test } from '@japa/runner'
import { experimentSummary, medianOf } from '#services/pages/experiment_summary'

const run = (status: string, best: number | null, done = 10) => ({
  status,
  best_validation: best,
  episodes_done: done,
  episodes_total: 10,
})

test.group('Summary of an experiment', () => {
  test('its status is that of the seed which needs most attention', ({ assert }) => {
    const status = (...all: string[]) => experimentSummary(all.map((s) => run(s, null))).status
    assert.equal(status('completed', 'running', 'failed'), 'running')
    assert.equal(status('completed', 'lost'), 'lost')
    assert.equal(status('completed', 'cancelled'), 'cancelled')
    assert.equal(status('completed', 'completed'), 'completed')
  })

  test('a seed without validation is in the progress but not in the median', ({ assert }) => {
    const seeds = [run('completed', 1.2), run('completed', 0.8), run('running', null, 1)]
    const summary = experimentSummary(seeds)
    assert.closeTo(summary.median ?? 0, 1, 1e-12)
    assert.deepEqual([summary.low, summary.high, summary.done], [0.8, 1.2, 2])
    assert.closeTo(summary.share, 21 / 30, 1e-12)
  })

  test('the median of nothing is undefined, not 0', ({ assert }) => {
    assert.isNull(medianOf([]))
    assert.equal(medianOf([3, 1, 2]), 2)
  })
})
