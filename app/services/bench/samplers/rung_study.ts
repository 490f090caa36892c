import type { RandomStream } from '#core/random/random_stream'
import type { Sampler } from '#core/tuning/sampler'
import type { SchedulerName } from '#core/tuning/scheduler'
import { rungResources } from '#core/tuning/rungs'
import { schedulerFor } from '#core/tuning/scheduler_for'
import { drawStream } from '#core/tuning/samplers/draw_stream'
import { samplerFor } from '#core/tuning/samplers/sampler_for'
import type { TrialValues } from '#core/tuning/search_space'
import { StudyState } from '#core/tuning/study_state'
import type { Problem } from '#services/bench/samplers/best_found'

/** Rungs at 10, 30, 90 and 270 episodes; a study may spend what 22 trainings to the end take. */
export const ETA = 3
export const LEAST = 10
export const MOST = 270
export const BUDGET = 6000
const POINTS = 2000
/** What is wrong with a value at the lowest rung, in standard deviations of the function; it falls as 1 / √resource. */
const BIAS = 0.5
const NOISE = 0.2

/** A problem whose values are known for short trainings already, but not well. */
export interface RungProblem extends Problem {
  /** What is seen of a point after so many episodes; the lower the better. */
  seenAt(point: TrialValues, resource: number, random: RandomStream): number
}

/**
 * Makes learning curves of a function: what is seen early lies too high, more so where the first
 * dimension does, so that the lowest rung has its minimum elsewhere; and it is noisy.
 */
export function withCurves(problem: Problem): RungProblem {
  const { space, valueAt } = problem
  const random = samplerFor('random', space, 0, { startupTrials: 1 })
  const points = Array.from({ length: POINTS }, (_, n) => random.draw(n, 0, []))
  const spread = deviation(points.map(valueAt))
  const [first] = space.dimensions
  const share = (value: number) =>
    first.type === 'categorical' ? 0 : shareOf(value, first.low, first.high, first.log)
  return {
    ...problem,
    seenAt(point, resource, stream) {
      const fault = Math.sqrt(LEAST / resource)
      const bias = BIAS * share(Number(point[first.path]))
      return valueAt(point) + spread * fault * (bias + NOISE * stream.normal())
    },
  }
}

/** Plays a study with its scheduler and one worker until its episodes are spent; the value of its best trial, trained to the end. */
export function bestInBudget(
  sampler: Sampler,
  scheduler: SchedulerName,
  problem: RungProblem,
  seed: number
): number {
  const { valueAt, seenAt } = problem
  const objective = { metric: 'total_reward', direction: 'minimize' } as const
  const rungs = rungResources(ETA, LEAST, MOST)
  const state = new StudyState(schedulerFor({ scheduler, eta: ETA, rungs }), [objective], 1, [])
  const random = curveStream(seed)
  state.apply({ kind: 'bounded', trials: null, episodes: BUDGET })
  for (;;) {
    const work = state.next()
    if (work.do === 'wait') return valueAt(state.trials[state.best?.trial ?? 0].values)
    const { trial, resource } = work
    const rung = work.do === 'promote' ? work.toRung : 0
    if (work.do === 'promote') state.apply({ kind: 'promoted', trial, rung })
    else {
      const values = sampler.draw(trial, 0, state.trials)
      state.apply({ kind: 'started', trial, values, origin: 'sampled' })
    }
    const results = [seenAt(state.trials[trial].values, resource, random)]
    state.apply({ kind: 'reported', trial, rung, results, failed: false })
  }
}

/** Where the noise of a study's values comes from: other numbers than its sampler draws. */
export function curveStream(seed: number): RandomStream {
  return drawStream(seed, 2 ** 31, 0)
}

function shareOf(value: number, low: number, high: number, log: boolean): number {
  return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low)
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return Math.sqrt(squares / values.length)
}
