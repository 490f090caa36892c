import { test } from '@japa/runner'
import { comparedIds } from '#validators/compare'

test.group('What is compared', () => {
  test('ids come joined or repeated, each once and in their order', ({ assert }) => {
    assert.deepEqual(comparedIds({ ids: 'run-3,run-1,run-3' }), { kind: 'run', ids: [3, 1] })
    assert.deepEqual(comparedIds({ ids: ['evaluation-2', '7', ''] }), {
      kind: 'evaluation',
      ids: [2, 7],
    })
    assert.deepEqual(comparedIds({ kind: 'episode' }), { kind: 'episode', ids: [] })
    assert.deepEqual(comparedIds({ kind: 'nothing', ids: { 0: 'x' } }), {
      kind: 'evaluation',
      ids: [],
    })
  })

  for (const ids of ['run-1,episode-1', '1,2,3,4,5,6,7', 'dataset-1', 'run-', "1' or 1=1", '-1']) {
    test(`${ids} is refused`, ({ assert }) => {
      assert.throws(() => comparedIds({ ids }), /^ids /)
    })
  }
})
