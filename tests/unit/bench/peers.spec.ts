import { test } from '@japa/runner'
import { peersOf } from '#services/bench/peers'

test.group('Peers', () => {
  test('rows of the peers are found by what they are', ({ assert }) => {
    const [sb3, torch, limits] = peersOf('learner', '')
    const rate = (median: number) => ({ median, min: 0, max: 0 })
    const rows = [
      { net: [64, 64], variant: 'fused', updates_per_s: rate(1) },
      { net: [64, 64], variant: 'numpy', updates_per_s: rate(2) },
      { net: [256, 256], variant: 'fused', updates_per_s: rate(3) },
      { net: [256, 256], variant: 'numpy', failed: 'memory' },
    ]
    assert.deepEqual(
      torch.comparisons.map(({ read }) => read(rows)),
      [1, 2, 3, undefined]
    )
    assert.deepEqual(
      sb3.comparisons.map(({ read }) => read(rows)),
      [1, 3]
    )
    const peak = { updates: [{ max_updates_per_s_at_peak: 2000 }] }
    assert.equal(limits.comparisons[0].read(peak), 2000)
    const [{ comparisons }] = peersOf('evaluation', '')
    const backtests = [
      { lib: 'backtesting.py', backtests_per_s: rate(40) },
      { lib: 'vectorbt', with_stats: false, backtests_per_s: rate(30) },
      { lib: 'vectorbt', with_stats: true, backtests_per_s: rate(10) },
    ]
    assert.deepEqual(
      comparisons.map(({ read }) => read(backtests)),
      [40, 10]
    )
  })
})
