import type { SamplerName } from '#core/tuning/sampler'
import type { SchedulerName } from '#core/tuning/scheduler'
import { samplerFor } from '#core/tuning/samplers/sampler_for'
import type { Measurement, Suite } from '#services/bench/measurement'
import { bestFound, type Problem } from '#services/bench/samplers/best_found'
import { optunaBestInBudget, optunaValues } from '#services/bench/samplers/optuna_study'
import { problems } from '#services/bench/samplers/problems'
import { rankSum } from '#services/bench/samplers/rank_sum'
import { readStudies } from '#services/bench/samplers/recorded_studies'
import { bestInBudget, withCurves, type RungProblem } from '#services/bench/samplers/rung_study'
import { STANDARD_FUNCTIONS } from '#services/bench/samplers/standard_functions'

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

/** The schedulers that stop trials early. */
export const STOPPING = ['asha', 'hyperband', 'median'] as const

/** Of each of some studies with a scheduler that stops early, the value of its best trial. */
export function bestsWith(
  name: SamplerName,
  scheduler: SchedulerName,
  problem: RungProblem,
  seeds = SEEDS
): number[] {
  return Array.from({ length: seeds }, (_, seed) =>
    bestInBudget(samplerFor(name, problem.space, seed, STARTUP), scheduler, problem, seed)
  )
}

/**
 * What TPE and random search find over 20 seeds each, as distance to the best there is: on three
 * functions, on trainings of AAPL from a record of every configuration, and in studies of a planted
 * market whose trials were all trained, recorded as they went; and on learning curves of the functions
 * with each scheduler that stops trials early, all for the same episodes. With Python also what Optuna's TPE finds.
 * `lower_share` is the share of pairs of studies in which TPE's is the better, `p` the one-sided chance
 * of that if they were alike.
 */
export function samplersSuite(quick: boolean, { python, signal }: SamplersBench): Suite {
  const seeds = quick ? 2 : SEEDS
  const computed = problems().map((problem) =>
    comparison(problem.name, python === null ? ['random'] : ['random', 'optuna'], async () => {
      const tpe = bestsOf('tpe', problem, seeds)
      const rivals = [bestsOf('random', problem, seeds)]
      if (python !== null) rivals.push(await optunaBests(python, problem, seeds, signal))
      return { tpe, rivals, lowest: problem.minimum }
    })
  )
  const recorded = comparison('planted', ['random', 'optuna'], () => {
    const { studies } = readStudies()
    const [tpe, ...rivals] = (['tpe', 'random', 'optuna'] as const).map((wanted) =>
      studies.flatMap(({ sampler, values }) => (sampler === wanted ? [Math.min(...values)] : []))
    )
    return Promise.resolve({ tpe, rivals, lowest: Math.min(...tpe, ...rivals.flat()) })
  })
  const curves = STANDARD_FUNCTIONS.flatMap((problem) =>
    STOPPING.map((scheduler) => stoppedEarly(withCurves(problem), scheduler, seeds, python, signal))
  )
  return [...computed, ...curves, recorded]
}

interface Found {
  /** The best of each study. */
  readonly tpe: readonly number[]
  readonly rivals: readonly (readonly number[])[]
  /** The lowest value there is. */
  readonly lowest: number
}

function comparison(
  name: string,
  rivals: readonly string[],
  find: () => Promise<Found>
): Measurement {
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
      const { tpe, rivals: others, lowest } = await find()
      const regrets = [tpe, ...others].map((bests) => bests.map((best) => best - lowest))
      const compared = others.flatMap((other) => {
        const { lowerShare, p } = rankSum(tpe, other)
        return [[lowerShare], [p]]
      })
      return [...regrets, ...compared]
    },
  }
}

/** With ASHA beside Optuna's TPE and successive halving. */
function stoppedEarly(
  problem: RungProblem,
  scheduler: SchedulerName,
  seeds: number,
  python: string | null,
  signal: AbortSignal
): Measurement {
  const peer = scheduler === 'asha' ? python : null
  const rivals = peer === null ? ['random'] : ['random', 'optuna']
  return comparison(`${problem.name}_${scheduler}`, rivals, async () => {
    const found = [bestsWith('random', scheduler, problem, seeds)]
    if (peer !== null) {
      const theirs: number[] = []
      while (theirs.length < seeds) {
        theirs.push(await optunaBestInBudget(peer, problem, theirs.length, signal))
      }
      found.push(theirs)
    }
    const tpe = bestsWith('tpe', scheduler, problem, seeds)
    return { tpe, rivals: found, lowest: problem.minimum }
  })
}

async function optunaBests(python: string, problem: Problem, seeds: number, signal: AbortSignal) {
  const bests: number[] = []
  while (bests.length < seeds) {
    bests.push(Math.min(...(await optunaValues(python, problem, bests.length, signal))))
  }
  return bests
}
