import { test } from '@japa/runner'
import { rankSum } from '#services/bench/samplers/rank_sum'
import { readStudies, type RecordedStudy } from '#services/bench/samplers/recorded_studies'
import { bestsOf, SEEDS } from '#services/bench/samplers/samplers_suite'
import { STANDARD_FUNCTIONS } from '#services/bench/samplers/standard_functions'

/** The best of each recorded study. */
function recorded(wanted: RecordedStudy['sampler']): number[] {
  return readStudies().studies.flatMap(({ sampler, values }) =>
    sampler === wanted ? [Math.min(...values)] : []
  )
}

test.group('TPE', () => {
  for (const problem of STANDARD_FUNCTIONS) {
    test(`finds lower values of ${problem.name} than random search in ${problem.trials} trials, over ${SEEDS} seeds`, ({
      assert,
    }) => {
      assert.isBelow(rankSum(bestsOf('tpe', problem), bestsOf('random', problem)).p, 0.01)
    }).timeout(180_000)
  }

  test(`found better agents than random search in recorded studies of trainings, over ${SEEDS} seeds`, ({
    assert,
  }) => {
    const [tpe, random] = [recorded('tpe'), recorded('random')]
    assert.deepEqual([tpe.length, random.length], [SEEDS, SEEDS])
    assert.isBelow(rankSum(tpe, random).p, 0.05)
  })

  test('is no worse there than Optuna’s TPE', ({ assert }) => {
    assert.isAbove(rankSum(recorded('optuna'), recorded('tpe')).p, 0.05)
  })
})
