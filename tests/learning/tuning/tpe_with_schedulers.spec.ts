import { test } from '@japa/runner'
import { rankSum } from '#services/bench/samplers/rank_sum'
import { BUDGET, withCurves } from '#services/bench/samplers/rung_study'
import { bestsWith, SEEDS, STOPPING } from '#services/bench/samplers/samplers_suite'
import { STANDARD_FUNCTIONS } from '#services/bench/samplers/standard_functions'

test.group('TPE where trials are stopped early', () => {
  const branin = withCurves(STANDARD_FUNCTIONS[0])
  for (const scheduler of STOPPING) {
    test(`finds lower values of Branin’s learning curves than random search with ${scheduler} in ${BUDGET} episodes, over ${SEEDS} seeds`, ({
      assert,
    }) => {
      const tpe = bestsWith('tpe', scheduler, branin)
      const random = bestsWith('random', scheduler, branin)
      assert.isBelow(rankSum(tpe, random).p, 0.01)
    }).timeout(180_000)
  }
})
