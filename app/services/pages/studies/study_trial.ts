import { RecordNotFound } from '#services/pages/missing'
import { rows } from '#services/pages/rows'
import { knownStudy } from '#services/pages/studies/study_page'
import { trialTable, type ListedTrial } from '#services/pages/studies/trial_table'
import type { StudyHead } from '#services/tuning/study_head'

/** One trial of a study, as it climbed. */
export interface TrialPageData {
  readonly head: StudyHead
  readonly trial: ListedTrial
  /** Episodes at which it was judged, and the objective there in its own unit; null: undefined. */
  readonly reports: readonly {
    readonly rung: number
    readonly resource: number
    readonly value: number | null
  }[]
  readonly runs: readonly {
    readonly run_id: number
    readonly seed: number
    readonly status: string
  }[]
}

const ANY = { statuses: [], rung: null, objective: null, at: null, ranges: [] } as const

/** @throws E_RECORD_NOT_FOUND */
export async function trialPage(studyId: number, number: number): Promise<TrialPageData> {
  const head = await knownStudy(studyId)
  const of = { study_id: studyId, plan: head.plan }
  // the one after the trial before it
  const cursor = { value: number - 1, id: number - 1, backward: false }
  const { rows: found } = await trialTable(of, ANY, BY_NUMBER, cursor, 1)
  const [trial] = found
  if (trial?.id !== number) throw noTrial(studyId, number)
  const [reports, runs] = await Promise.all([
    rows<{ resource: number; value: number | null }>(
      `select resource, value from study_events
       where study_id = :study and kind = 'reported' and trial = :trial order by rung`,
      { study: studyId, trial: number }
    ),
    rows<TrialPageData['runs'][number]>(
      `select r.run_id, r.seed, r.status from experiments e join training_runs r using (experiment_id)
       where e.study_trial_id = :trial order by r.seed`,
      { trial: trial.study_trial_id }
    ),
  ])
  const rungs = head.plan.rungs
  return {
    head,
    trial,
    reports: reports.map((each) => ({ ...each, rung: rungs.indexOf(each.resource) })),
    runs,
  }
}

const BY_NUMBER = { key: 'id', descending: false } as const

function noTrial(studyId: number, trial: number): RecordNotFound {
  return new RecordNotFound(
    `There is no trial ${trial} of study ${studyId}.`,
    `The page of study ${studyId} lists its trials.`
  )
}
