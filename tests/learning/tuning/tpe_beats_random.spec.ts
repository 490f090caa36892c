import { test } from '@japa/runner'
import { normalCdf } from '../../../app/core/evaluation/statistics/normal.ts'
import { samplerFor } from '../../../app/core/tuning/samplers/sampler_for.ts'
import { bestFound } from './best_found.ts'
import { STANDARD_FUNCTIONS } from './standard_functions.ts'

const SEEDS = 20
const TRIALS = 100

/** One-sided p of Mann & Whitney 1947 that `a` is not lower than `b`, by the normal approximation. */
function pThatNotLower(a: readonly number[], b: readonly number[]): number {
  let wins = 0
  for (const x of a) for (const y of b) wins += x < y ? 1 : x === y ? 0.5 : 0
  const mean = (a.length * b.length) / 2
  const sd = Math.sqrt((a.length * b.length * (a.length + b.length + 1)) / 12)
  return 1 - normalCdf((wins - mean - 0.5) / sd)
}

test.group('TPE', () => {
  for (const each of STANDARD_FUNCTIONS) {
    test(`finds lower values of ${each.name} than random search in ${TRIALS} trials, over ${SEEDS} seeds`, ({
      assert,
    }) => {
      const bests = (name: 'tpe' | 'random') =>
        Array.from({ length: SEEDS }, (_, seed) =>
          bestFound(samplerFor(name, each.space, seed, { startupTrials: 10 }), each, TRIALS)
        )
      const [tpe, random] = [bests('tpe'), bests('random')]
      assert.isBelow(pThatNotLower(tpe, random), 0.01)
    }).timeout(60_000)
  }
})
