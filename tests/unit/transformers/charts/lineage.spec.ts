import { test } from '@japa/runner'
import type { ModelPage } from '#services/pages/models/model_page'
import { lineage } from '#transformers/charts/lineage'

/** Runs 1 to `runs`; evaluations of all seeds (null) or of one run. */
function pageOf(runs: number, judged: readonly (number | null)[]): ModelPage {
  return {
    datasets: [{ dataset_id: 7, symbol: 'AAPL', interval: '1d', version: 2, sha256: 'ab' }],
    members: Array.from({ length: runs }, (_, k) => ({
      ...{ run_id: k + 1, seed: 10 + k, validation: 0.5 },
    })),
    evaluations: judged.map((run, k) => ({
      ...{ evaluation_id: 20 - k, run_id: run, range: 'validation', look: null },
    })),
  } as unknown as ModelPage
}

test.group('Lineage of a model', () => {
  test('every run comes from the dataset; an evaluation of one run judges that run only', ({
    assert,
  }) => {
    const [datasets, runs, evaluations] = lineage(pageOf(3, [null, 2]))
    assert.lengthOf(datasets!.lines!.paths, 3)
    assert.lengthOf(runs!.lines!.paths, 4)
    assert.deepEqual(
      evaluations!.nodes.map(({ from }) => from),
      ['judges all seeds', 'judges run 2']
    )
    assert.isNull(evaluations!.lines)
  })

  test('lines go from middle to middle of columns that stand centred', ({ assert }) => {
    const [datasets] = lineage(pageOf(3, []))
    // three nodes of 56 px: middles at 28, 84 and 140; the one dataset stands at 84
    assert.equal(datasets!.lines!.height, 168)
    assert.deepEqual(datasets!.lines!.paths, [
      'M0 84C24 84 24 28 48 28',
      'M0 84C24 84 24 84 48 84',
      'M0 84C24 84 24 140 48 140',
    ])
  })
})
