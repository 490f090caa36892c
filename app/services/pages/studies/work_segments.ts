import { bracketOf, bracketsOf } from '#core/tuning/brackets'
import type { StudyPlan } from '#core/tuning/study_plan'
import { rows } from '#services/pages/rows'

/** A stretch of a worker's time. UTC epoch ms; `to` null: it still goes on. */
export interface WorkSegment {
  readonly worker: string
  /** Runs that the worker trains at once; null: not known. */
  readonly threads: number | null
  readonly trial: number
  /** Of the study. */
  readonly rung: number
  readonly from: number
  readonly to: number | null
  readonly outcome: string | null
}

/** Lanes draw the newest. */
export const MOST_SEGMENTS = 1000

interface SegmentRow extends Omit<WorkSegment, 'from' | 'to'> {
  readonly from: Date
  readonly to: Date | null
}

/** The newest stretches of training of a study's trials, newest first. */
export async function workSegments(
  studyId: number,
  plan: Pick<StudyPlan, 'scheduler' | 'eta' | 'rungs'>
): Promise<WorkSegment[]> {
  const brackets = bracketsOf(plan)
  const found = await rows<SegmentRow>(
    `select s.worker, s.threads, t.number as trial, s.rung, s.started_at as from, s.ended_at as to, s.outcome
     from study_segments s join study_trials t using (study_trial_id)
     where t.study_id = :study order by s.study_segment_id desc limit ${MOST_SEGMENTS}`,
    { study: studyId }
  )
  return found.map(({ from, to, rung, ...rest }) => ({
    ...rest,
    rung: rung + bracketOf(brackets, rest.trial),
    from: from.getTime(),
    to: to?.getTime() ?? null,
  }))
}
