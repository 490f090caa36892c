import { test } from '@japa/runner'
import { rankSum } from '#services/bench/samplers/rank_sum'

test.group('Rank sum', () => {
  test('a pair counts once, a tie half, and p is SciPy’s with correction for ties and continuity', ({
    assert,
  }) => {
    // pairs won: 4 + 3.5 + 2
    const { lowerShare, p } = rankSum([1, 2, 4], [2, 3, 5, 6])
    assert.equal(lowerShare, 9.5 / 12)
    assert.closeTo(p, 0.14225134895560376, 1e-12)
  })

  test('samples without an order have no evidence', ({ assert }) => {
    assert.deepEqual(rankSum([1, 1], [1, 1]), { lowerShare: 0.5, p: 1 })
  })
})
