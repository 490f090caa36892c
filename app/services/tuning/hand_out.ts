import { nextPoint } from '#core/tuning/next_point'
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
  const { plan, state } = study
  const decision = state.next()
  if (decision.do === 'wait') return null
  const { trial } = decision
  if (decision.do === 'promote') {
    study.append({ kind: 'promoted', trial, rung: decision.toRung })
  } else {
    study.append({ kind: 'started', trial, ...nextPoint(plan, state) })
  }
  return decision
}
