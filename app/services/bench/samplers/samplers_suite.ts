import { fileURLToPath } from 'node:url'
import type { SamplerName } from '#core/tuning/sampler'
import { samplerFor } from '#core/tuning/samplers/sampler_for'
import type { Measurement, Suite } from '#services/bench/measurement'
import { runPeer } from '#services/bench/run_peer'
import { bestFound, type Problem } from '#services/bench/samplers/best_found'
import { problems } from '#services/bench/samplers/problems'
import { rankSum } from '#services/bench/samplers/rank_sum'
import { TRAININGS_FILE } from '#services/bench/samplers/recorded_trainings'

/** What the suite needs. */
export interface SamplersBench {
  /** A Python that has Optuna; null: without. */
  readonly python: string | null
  readonly signal: AbortSignal
}

/** Studies of each sampler. */
export const SEEDS = 20
/** Trials before TPE learns: the default, and Optuna's. */
export const STARTUP = { startupTrials: 10 }

/** The lowest value of each of some studies. */
export function bestsOf(name: SamplerName, problem: Problem, seeds = SEEDS): number[] {
  return Array.from({ length: seeds }, (_, seed) =>
    bestFound(samplerFor(name, problem.space, seed, STARTUP), problem)
  )
}

/**
 * What TPE and random search find on three functions and on real trainings, over 20 seeds each, as
 * distance to the best there is; with Python also what Optuna's TPE finds on the same. `lower_share` is the share of pairs of studies in
 * which TPE's is the better, `p` the one-sided chance of that if they were alike.
 */
export function samplersSuite(quick: boolean, { python, signal }: SamplersBench): Suite {
  const seeds = quick ? 2 : SEEDS
  const theirs = python === null ? null : () => optunaBests(python, seeds, signal)
  let found: Promise<Readonly<Record<string, readonly number[]>>> | null = null
  return problems().map((problem): Measurement => {
    const { name } = problem
    const rivals = ['random', ...(theirs ? ['optuna'] : [])]
    return {
      names: [
        ...['tpe', ...rivals].map((sampler) => `regret/${name}/${sampler}`),
        ...rivals.flatMap((rival) => [
          `lower_share/${name}/tpe_over_${rival}`,
          `p/${name}/tpe_over_${rival}`,
        ]),
      ],
      unit: '',
      measure: async () => {
        const tpe = bestsOf('tpe', problem, seeds)
        const others: (readonly number[])[] = [bestsOf('random', problem, seeds)]
        if (theirs) others.push((await (found ??= theirs()))[name])
        const compared = others.flatMap((other) => {
          const { lowerShare, p } = rankSum(tpe, other)
          return [[lowerShare], [p]]
        })
        const regrets = [tpe, ...others].map((bests) => bests.map((best) => best - problem.minimum))
        return [...regrets, ...compared]
      },
    }
  })
}

async function optunaBests(python: string, seeds: number, signal: AbortSignal) {
  const folder = fileURLToPath(new URL('../../../../bench/peers', import.meta.url))
  const args = [String(seeds), fileURLToPath(TRAININGS_FILE)]
  const results = await runPeer({ python, folder }, ['optuna_tpe.py', ...args], signal)
  return results as Readonly<Record<string, readonly number[]>>
}
