import { rungsOf } from '#core/tuning/scheduler_for'
import type { StudyPlan } from '#core/tuning/study_plan'
import type { TrialRecord } from '#core/tuning/trial_record'
import { missing } from '#services/pages/missing'
import { row, rows } from '#services/pages/rows'
import { judgeWinner, type Winner } from '#services/pages/studies/winner'
import { StudyNotFound } from '#services/tuning/study_errors'
import { readStudy } from '#services/tuning/locked_study'
import { studyReport, type StudyReport } from '#services/tuning/study_report'
import type { StudyRow } from '#services/tuning/study_rows'

/** What changes while a study runs. */
export interface StudyProgress {
  readonly study: StudyRow
  readonly plan: StudyPlan
  readonly report: StudyReport
}

/** A stretch of a worker's time. UTC epoch ms; `to` null: it still goes on. */
export interface WorkSegment {
  readonly worker: string
  readonly trial: number
  readonly rung: number
  readonly from: number
  readonly to: number | null
  readonly outcome: string | null
}

/** Validation Sharpe ratios of a trial's first seed as it learnt. */
export interface TrialCurve {
  readonly trial: number
  readonly episodes: readonly number[]
  readonly values: readonly (number | null)[]
}

/** Everything that a study's page draws. */
export interface StudyPageData extends StudyProgress {
  readonly trials: readonly TrialRecord[]
  readonly rungs: readonly number[]
  readonly rungsOfTrial: (trial: number) => readonly number[]
  readonly segments: readonly WorkSegment[]
  readonly curves: readonly TrialCurve[]
  readonly datasets: readonly { dataset_id: number; symbol: string; interval: string }[]
  readonly person: string | null
  readonly winner: Winner | null
}

const MOST_CURVES = 10
/** Lanes draw the newest. */
const MOST_SEGMENTS = 1000

/** @throws E_RECORD_NOT_FOUND */
export async function studyProgress(studyId: number): Promise<StudyProgress> {
  try {
    const report = await studyReport(studyId)
    return await readStudy(studyId, ({ row: study, plan }) => ({ study, plan, report }))
  } catch (error) {
    if (error instanceof StudyNotFound) throw await missing('study', studyId)
    throw error
  }
}

/** @throws E_RECORD_NOT_FOUND */
export async function studyPage(studyId: number): Promise<StudyPageData> {
  const progress = await studyProgress(studyId)
  const { report, plan } = progress
  const { trials, climbs } = await readStudy(studyId, ({ state }) => ({
    trials: state.trials.map((trial) => ({ ...trial, results: [...trial.results] })),
    // under Hyperband a trial leaves out the lowest rungs of its bracket
    climbs: state.trials.map(({ number }) => state.resourceOf(number, 0)),
  }))
  const rungs = rungsOf(plan)
  const shown = bestTrials(trials)
  const [segments, curves, datasets, person, winner] = await Promise.all([
    workSegments(studyId),
    Promise.all(shown.map((trial) => trialCurve(studyId, trial))),
    rows<StudyPageData['datasets'][number]>(
      `select d.dataset_id, d.symbol, d.interval from study_datasets x join datasets d using (dataset_id)
       where x.study_id = :study order by x.position`,
      { study: studyId }
    ),
    row<{ email: string }>('select email from users where id = :id', {
      id: progress.study.user_id,
    }),
    report.best === null ? null : judgeWinner(studyId, report.best.trial, plan.objectives[0]),
  ])
  return {
    ...progress,
    trials,
    rungs,
    rungsOfTrial: (trial) => rungs.slice(Math.max(0, rungs.indexOf(climbs[trial]))),
    segments,
    curves: curves.filter(({ episodes }) => episodes.length > 0),
    datasets,
    person: person?.email ?? null,
    winner,
  }
}

/** The experiment that trains a trial. @throws E_RECORD_NOT_FOUND */
export async function experimentOfTrial(studyId: number, trial: number): Promise<number> {
  const found = await row<{ experiment_id: number }>(
    `select e.experiment_id from study_trials t
     join experiments e on e.study_trial_id = t.study_trial_id
     where t.study_id = :study and t.number = :trial`,
    { study: studyId, trial }
  )
  if (found === null) throw await missing('study', studyId)
  return found.experiment_id
}

/** The defaults and those that came furthest, the best of them first. */
function bestTrials(trials: readonly TrialRecord[]): number[] {
  const ranked = trials
    .filter(({ results }) => results.length > 0)
    .toSorted(
      (a, b) =>
        b.results.length - a.results.length ||
        (b.results.at(-1)?.[0] ?? -Infinity) - (a.results.at(-1)?.[0] ?? -Infinity)
    )
    .slice(0, MOST_CURVES - 1)
    .map(({ number }) => number)
  return [...new Set([...ranked, 0])]
}

async function trialCurve(studyId: number, trial: number): Promise<TrialCurve> {
  const points = await rows<{ number: number; sharpe_ratio: number | null }>(
    `select p.number, avg(p.sharpe_ratio) as sharpe_ratio from study_trials t
     join experiments e on e.study_trial_id = t.study_trial_id
     join lateral (select run_id from training_runs r where r.experiment_id = e.experiment_id
       order by seed limit 1) r on true
     join episodes p on p.run_id = r.run_id and p.kind = 'validation'
     where t.study_id = :study and t.number = :trial group by p.number order by p.number`,
    { study: studyId, trial }
  )
  return {
    trial,
    episodes: points.map(({ number }) => number),
    values: points.map(({ sharpe_ratio: value }) => value),
  }
}

async function workSegments(studyId: number): Promise<WorkSegment[]> {
  const found = await rows<{
    worker: string
    trial: number
    rung: number
    from: Date
    to: Date | null
    outcome: string | null
  }>(
    `select s.worker, t.number as trial, s.rung, s.started_at as from, s.ended_at as to, s.outcome
     from study_segments s join study_trials t using (study_trial_id)
     where t.study_id = :study order by s.study_segment_id desc limit ${MOST_SEGMENTS}`,
    { study: studyId }
  )
  return found.map(({ from, to, ...rest }) => ({
    ...rest,
    from: from.getTime(),
    to: to?.getTime() ?? null,
  }))
}
