import { withStudy } from '#services/tuning/locked_study'
import { handOut, type HandedOut } from '#services/tuning/hand_out'

/** What a worker reports of a trial, and whether it failed. */
export interface TrialReport {
  readonly trial: number
  readonly rung: number
  /** Values of the objectives in their own units; null: undefined. */
  readonly results: readonly (number | null)[]
}

/**
 * Reports a result, if there is one, and takes the next work, in one durable transaction: what a worker
 * does that evaluates trials itself. null: nothing to do for now.
 * @throws E_STUDY_NOT_FOUND; Defect for a result that was reported before
 */
export async function exchange(
  studyId: number,
  report: TrialReport | null
): Promise<HandedOut | null> {
  return withStudy(studyId, async (study) => {
    if (report !== null) {
      const failed = report.results.some((value) => value === null)
      study.append({ kind: 'reported', ...report, failed })
    }
    return handOut(study)
  })
}
