import { defaultValues, isConfiguration, proposeValues } from '#core/tuning/propose'
import { samplerFor } from '#core/tuning/samplers/sampler_for'
import type { TrialValues } from '#core/tuning/search_space'
import type { TrialOrigin } from '#core/tuning/study_log'
import type { StudyDecision } from '#core/tuning/study_state'
import type { DecidedStudy } from '#services/tuning/decided_study'

/** Work that was handed out. */
export type HandedOut = Exclude<StudyDecision, { do: 'wait' }>

/**
 * Decides what a free worker does next and notes it in the log; null: nothing for now. The caller
 * stores the study.
 * @throws E_SPACE_WITHOUT_CONFIGURATIONS
 */
export function handOut(study: DecidedStudy): HandedOut | null {
  const decision = study.state.next()
  if (decision.do === 'wait') return null
  if (decision.do === 'promote') {
    study.append({ kind: 'promoted', trial: decision.trial, rung: decision.toRung })
  } else {
    study.append({ kind: 'started', trial: decision.trial, ...nextPoint(study) })
  }
  return decision
}

/** The defaults first, then what was enqueued, then what the sampler draws. */
function nextPoint({ plan, state }: DecidedStudy): { values: TrialValues; origin: TrialOrigin } {
  const { space, base, sampler, seed, startupTrials, warmStart } = plan
  const number = state.trials.length
  if (number === 0) return { values: defaultValues(space, base), origin: 'default' }
  if (state.enqueued !== null) return { values: state.enqueued, origin: 'enqueued' }
  const history = warmStart === null ? state.trials : [...warmStart.trials, ...state.trials]
  const values = proposeValues(
    samplerFor(sampler, space, seed, { startupTrials }),
    number,
    history,
    (point) => isConfiguration(base, point)
  )
  return { values, origin: 'sampled' }
}
