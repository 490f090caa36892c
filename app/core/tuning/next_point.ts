import { defaultValues, enqueuedValues, isConfiguration, proposeValues } from './propose.ts'
import { samplerFor } from './samplers/sampler_for.ts'
import type { TrialValues } from './search_space.ts'
import type { TrialOrigin } from './study_log.ts'
import type { StudyPlan } from './study_plan.ts'
import type { StudyState } from './study_state.ts'
import { TriedPoints } from './tried_points.ts'

/** The point of the trial that starts next, and where it comes from. */
interface NextPoint {
  readonly values: TrialValues
  readonly origin: TrialOrigin
}

/**
 * The defaults first, then what was enqueued, then what the sampler draws: a function of plan and log.
 * @throws E_SPACE_WITHOUT_CONFIGURATIONS
 */
export function nextPoint(plan: StudyPlan, state: StudyState): NextPoint {
  const { space, base, sampler, seed, warmStart } = plan
  const { enqueued, trials } = state
  if (trials.length === 0) return { values: defaultValues(space, base), origin: 'default' }
  if (enqueued !== null) {
    return { values: enqueuedValues(space, base, enqueued), origin: 'enqueued' }
  }
  // an earlier study's optimum can be another's pit: every other draw knows the study's own trials alone
  const isTaught = warmStart !== null && trials.length % 2 === 1
  const values = proposeValues(
    samplerFor(sampler, space, seed, plan),
    trials.length,
    isTaught ? [...warmStart.trials, ...trials] : trials,
    new TriedPoints(space, trials),
    (point) => isConfiguration(base, point)
  )
  return { values, origin: 'sampled' }
}
