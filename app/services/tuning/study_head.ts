import db from '@adonisjs/lucid/services/db'
import { restoreParameters } from '#core/parameters/stored_parameters'
import type { StudyPlan } from '#core/tuning/study_plan'
import { StudyNotFound } from '#services/tuning/study_errors'
import { STUDY_COLUMNS, type StudyRow } from '#services/tuning/study_rows'

/** Its row, its plan but for the trials of a warm start, and its best trial: what needs no log. */
export interface StudyHead {
  readonly row: StudyRow
  readonly plan: Omit<StudyPlan, 'warmStart'>
  readonly best: BestOfStudy | null
  readonly warmStart: WarmStarted | null
}

/** Trials that a warm start took, and why none. */
export interface WarmStarted {
  readonly trials: number
  readonly why: string | null
}

/** The best of the trials that came furthest, the first objective in its own unit. */
export interface BestOfStudy {
  readonly trial: number
  readonly value: number
  /** Episodes of each seed. */
  readonly resource: number
}

interface HeadRow extends StudyRow {
  readonly best_trial: number | null
  readonly best_value: number
  readonly best_resource: number
  readonly plan: Omit<StudyPlan, 'warmStart'>
  readonly warm_trials: number | null
  readonly warm_why: string | null
}

/** @throws E_STUDY_NOT_FOUND */
export async function studyHead(studyId: number): Promise<StudyHead> {
  const found = (await db
    .from('studies')
    .where('study_id', studyId)
    // a warm start may bring thousands of trials along
    .select(...STUDY_COLUMNS, 'best_trial', 'best_value', 'best_resource')
    .select(
      db.raw("plan - 'warmStart' as plan"),
      db.raw("jsonb_array_length(plan #> '{warmStart,trials}') as warm_trials"),
      db.raw("plan #>> '{warmStart,why}' as warm_why")
    )
    .first()) as HeadRow | null
  if (found === null) throw new StudyNotFound(studyId)
  const { plan, best_trial: trial, best_value: value, best_resource: resource, ...rest } = found
  const { warm_trials: trials, warm_why: why, ...row } = rest
  return {
    row,
    plan: { ...plan, base: restoreParameters(plan.base) },
    best: trial === null ? null : { trial, value, resource },
    warmStart: trials === null ? null : { trials, why },
  }
}
