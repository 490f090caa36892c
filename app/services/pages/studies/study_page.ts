import { missing } from '#services/pages/missing'
import { row, rows } from '#services/pages/rows'
import { studyPace, type StudyPace } from '#services/pages/studies/study_pace'
import { studyWork } from '#services/pages/studies/study_work'
import { StudyNotFound } from '#services/tuning/study_errors'
import { studyHead, type StudyHead } from '#services/tuning/study_head'
import { summaryOf, type StudySummary } from '#services/tuning/study_report'
import type { StudyRow } from '#services/tuning/study_rows'

/** What changes while a study runs. */
export interface StudyProgress {
  readonly study: StudyRow
  readonly plan: StudyHead['plan']
  readonly report: StudySummary
  /** The largest resource, and how many trials reported there. */
  readonly top: { readonly resource: number; readonly reached: number }
  readonly pace: StudyPace
  /** When the last decision or result was logged; null: before the first. */
  readonly lastEvent: Date | null
  /** Workers that train trials of it now. */
  readonly workers: number
}

/** What stands at the head of a study's page: none of it needs the study's log. */
export interface StudyPageData extends StudyProgress {
  /** Episodes of all rungs, lowest first. */
  readonly rungs: readonly number[]
  readonly datasets: readonly { dataset_id: number; symbol: string; interval: string }[]
  readonly person: string | null
}

/** @throws E_RECORD_NOT_FOUND */
export async function knownStudy(studyId: number): Promise<StudyHead> {
  try {
    return await studyHead(studyId)
  } catch (error) {
    if (error instanceof StudyNotFound) throw await missing('study', studyId)
    throw error
  }
}

/** @throws E_RECORD_NOT_FOUND */
export async function studyProgress(studyId: number): Promise<StudyProgress> {
  const head = await knownStudy(studyId)
  const [report, work, now] = await Promise.all([
    summaryOf(head),
    studyWork([{ studyId, plan: head.plan }]),
    row<{ reached: number; last_event: Date | null; workers: number }>(NOW, { study: studyId }),
  ])
  const { reached, last_event: lastEvent, workers } = now!
  return {
    study: head.row,
    plan: head.plan,
    report,
    top: { resource: head.plan.rungs.at(-1)!, reached },
    pace: studyPace(head.row, head.plan, work.get(studyId)!, Date.now()),
    lastEvent,
    workers,
  }
}

const NOW = `
  select
    (select count(*)::int from study_trials where study_id = :study and status = 'completed')
      as reached,
    (select created_at from study_events where study_id = :study order by number desc limit 1)
      as last_event,
    (select count(distinct g.worker)::int from study_trials t join study_segments g using (study_trial_id)
      where t.study_id = :study and t.status = 'running' and g.ended_at is null) as workers`

/** @throws E_RECORD_NOT_FOUND */
export async function studyPage(studyId: number): Promise<StudyPageData> {
  const progress = await studyProgress(studyId)
  const { plan, study } = progress
  const [datasets, person] = await Promise.all([
    rows<StudyPageData['datasets'][number]>(
      `select d.dataset_id, d.symbol, d.interval from study_datasets x join datasets d using (dataset_id)
       where x.study_id = :study order by x.position`,
      { study: studyId }
    ),
    row<{ email: string }>('select email from users where id = :id', { id: study.user_id }),
  ])
  return { ...progress, rungs: plan.rungs, datasets, person: person?.email ?? null }
}
