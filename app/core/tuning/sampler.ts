import type { TrialValues } from './search_space.ts'
import type { ClimbingTrial } from './trial_record.ts'

/** Samplers by name. */
export const SAMPLERS = ['random', 'sobol', 'tpe'] as const
export type SamplerName = (typeof SAMPLERS)[number]

/**
 * Draws the points of a study. The same study seed, trial number, attempt and history give the same
 * point, to the last bit: nothing is kept between calls that the history does not hold.
 */
export interface Sampler {
  /**
   * @param number of the trial that is to start
   * @param attempt from 0; a point that is no valid configuration is drawn anew with the next
   * @param history trials started before, in order of number
   * @param isTried whether a point would only repeat a trial; left out: none would
   */
  draw(
    number: number,
    attempt: number,
    history: readonly ClimbingTrial[],
    isTried?: (values: TrialValues) => boolean
  ): TrialValues
}
