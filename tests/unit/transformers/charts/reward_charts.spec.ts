import { test } from '@japa/runner'
import { niceWidth } from '#transformers/charts/bins'
import { rewardHistogram } from '#transformers/charts/reward_charts'

test.group('Reward histogram', () => {
  test('0 is a border of bins, so that no bin mixes gains and losses', ({ assert }) => {
    const { x, panes } = rewardHistogram([-0.06, 0.06, 0.18, 2])
    const [bars] = panes[0]!.series
    const counts = new Map(
      x.values.map((middle, i) => [middle, bars && 'y' in bars ? bars.y[i] : 0])
    )
    assert.equal(counts.get(-0.05), 1)
    assert.equal(counts.get(0.05), 1)
    assert.equal(counts.get(0.15), 1)
    assert.equal(
      [...counts.values()].reduce<number>((sum, count) => sum + (count ?? 0), 0),
      4
    )
  })

  test('a bin is 1, 2 or 5 times a power of ten wide', ({ assert }) => {
    assert.deepEqual([0.003, 0.012, 0.04, 0.2, 7].map(niceWidth), [0.005, 0.02, 0.05, 0.2, 10])
  })

  test('an episode whose every reward is 0 has one bin', ({ assert }) => {
    assert.lengthOf(rewardHistogram([0, 0, 0]).x.values, 1)
  })
})
