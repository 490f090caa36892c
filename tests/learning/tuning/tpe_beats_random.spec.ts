import { test } from '@japa/runner'
import { problems } from '#services/bench/samplers/problems'
import { rankSum } from '#services/bench/samplers/rank_sum'
import { bestsOf, SEEDS } from '#services/bench/samplers/samplers_suite'

test.group('TPE', () => {
  for (const problem of problems()) {
    test(`finds lower values of ${problem.name} than random search in ${problem.trials} trials, over ${SEEDS} seeds`, ({
      assert,
    }) => {
      assert.isBelow(rankSum(bestsOf('tpe', problem), bestsOf('random', problem)).p, 0.01)
    }).timeout(60_000)
  }
})
