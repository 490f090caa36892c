import type { PacedPlan } from '#core/tuning/work_left'
import { studyPace, type PacedRow, type StudyPace } from '#services/pages/studies/study_pace'
import { studyWork } from '#services/pages/studies/study_work'

/** What a query of studies has so that their pace can be told. */
export const PACED_COLUMNS = `study_id, status, trial_count, trials_bound, trials_running,
  episodes_used, episodes_bound, seconds_bound, seconds, running_since,
  jsonb_build_object('scheduler', plan -> 'scheduler', 'eta', plan -> 'eta',
    'rungs', plan -> 'rungs', 'seeds', plan -> 'seeds') as plan`

/** A row of such a query. */
export interface PacedStudy extends PacedRow {
  readonly study_id: number
  readonly plan: PacedPlan
}

/** The same studies, each with its pace. */
export async function withPace<Row extends PacedStudy>(
  studies: readonly Row[]
): Promise<(Row & { readonly pace: StudyPace })[]> {
  const work = await studyWork(studies.map(({ study_id: studyId, plan }) => ({ studyId, plan })))
  const now = Date.now()
  return studies.map((row) => ({
    ...row,
    pace: studyPace(row, row.plan, work.get(row.study_id)!, now),
  }))
}
