import { InvalidParameter } from '#core/errors'
import type { StudyBudget } from '#core/tuning/study_plan'
import type { LockedStudy } from '#services/tuning/locked_study'
import { secondsOf } from '#services/tuning/study_rows'

/**
 * Bounds within which a study would end at once, as it stands.
 * @throws E_INVALID_PARAMETER that names the bound that is spent
 */
export function refuseSpent(
  { row, state }: Pick<LockedStudy, 'row' | 'state'>,
  { trials, episodes, seconds }: StudyBudget
): void {
  const hasRun = secondsOf(row)
  if (seconds !== null && hasRun >= seconds) {
    throw new InvalidParameter(
      'seconds',
      `seconds is ${seconds}, but the study has run for ${Math.floor(hasRun)} s: it would end at once.`,
      `Give it more than ${Math.ceil(hasRun)} s over all.`
    )
  }
  if (!state.isDone) return
  if (episodes !== null && (trials === null || trials > state.trials.length)) {
    throw new InvalidParameter(
      'episodes',
      `episodes is ${episodes}, but ${state.episodes} have been spent, and no trial can be trained further within the rest.`,
      'Give it more episodes over all.'
    )
  }
  throw new InvalidParameter(
    'trials',
    `trials is ${trials}, but ${state.trials.length} have been started, and none is left to be promoted.`,
    'Give it more trials over all.'
  )
}
