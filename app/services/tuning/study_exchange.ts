import type { TrialValues } from '#core/tuning/search_space'
import { withStudy } from '#services/tuning/locked_study'
import { handOut, type HandedOut } from '#services/tuning/hand_out'

/** What a worker reports of a trial; it failed where a value is null. */
export interface TrialReport {
  readonly trial: number
  readonly rung: number
  /** Values of the objectives in their own units; null: undefined. */
  readonly results: readonly (number | null)[]
}

/** Work with the point that it is about. */
export type Exchanged = HandedOut & { readonly values: TrialValues }

/**
 * Reports a result, if there is one, and takes the next work, in one durable transaction: what a worker
 * does that evaluates trials itself. null: nothing to do for now.
 * @throws E_STUDY_NOT_FOUND; Defect for a result that was reported before
 */
export async function exchange(
  studyId: number,
  report: TrialReport | null
): Promise<Exchanged | null> {
  return withStudy(studyId, async (study) => {
    if (report !== null) {
      const failed = report.results.some((value) => value === null)
      study.append({ kind: 'reported', ...report, failed })
    }
    const work = handOut(study)
    return work && { ...work, values: study.state.trials[work.trial].values }
  })
}
