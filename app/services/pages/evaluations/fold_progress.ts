import { rows } from '#services/pages/rows'
import { PACED_COLUMNS, withPace, type PacedStudy } from '#services/pages/studies/paced_studies'
import type { StudyPace } from '#services/pages/studies/study_pace'
import { SHOWN_STATUS } from '#services/pages/run_status'
import type { StudyStatus } from '#services/tuning/study_rows'

/** How far the tuning and retraining of one walk-forward fold is. */
export interface FoldProgress {
  readonly fold: number
  /** What retrains it; null while its study goes on, or when that found nothing. */
  readonly experiment_id: number | null
  readonly runs: number
  readonly ended: number
  /** Ended without being completed. */
  readonly broken: number
  readonly episodes_done: number
  readonly episodes_total: number
  /** Runs that train now, and together how fast. */
  readonly training: number
  readonly env_steps_per_second: number
  readonly updates_per_second: number
  /** Time that its runs have trained, all of them together. */
  readonly seconds: number
  /** Episodes that the run with the most before it lacks. */
  readonly longest: number
  /** The study that tunes it first; null: none. */
  readonly study_id: number | null
  readonly study_status: StudyStatus | null
  readonly trials_started: number | null
  readonly trials_running: number | null
  readonly trials_bound: number | null
  /** Time that its study has run, pauses left out. */
  readonly study_seconds: number | null
  /** Of a study that goes on or is paused; null: none does. */
  readonly tuning: StudyPace | null
}

const TRAINS = `(${SHOWN_STATUS}) = 'running'`
const RUNS = `select e.fold, e.experiment_id, count(*)::int as runs,
    (count(*) filter (where r.status not in ('queued', 'running')))::int as ended,
    (count(*) filter (where r.status in ('failed', 'cancelled')))::int as broken,
    sum(r.episodes_done)::int as episodes_done, sum(r.episodes_total)::int as episodes_total,
    (count(*) filter (where ${TRAINS}))::int as training,
    sum(r.env_steps_per_second) filter (where ${TRAINS}) as env_steps_per_second,
    sum(r.updates_per_second) filter (where ${TRAINS}) as updates_per_second,
    sum(r.seconds) as seconds,
    max(r.episodes_total - r.episodes_done)
      filter (where r.status in ('queued', 'running')) as longest
  from experiments e join training_runs r using (experiment_id)
  where e.evaluation_id = :evaluation group by e.fold, e.experiment_id`
const STUDIES = `select fold, study_id, status as study_status, trial_count as trials_started,
    trials_running, trials_bound,
    seconds + coalesce(extract(epoch from now() - running_since), 0)::float8 as study_seconds
  from studies where evaluation_id = :evaluation`

export async function foldProgress(evaluationId: number): Promise<FoldProgress[]> {
  const folds = await rows<Omit<FoldProgress, 'tuning'>>(
    `select fold, experiment_id, coalesce(runs, 0) as runs, coalesce(ended, 0) as ended,
       coalesce(broken, 0) as broken, coalesce(episodes_done, 0) as episodes_done,
       coalesce(episodes_total, 0) as episodes_total, coalesce(training, 0) as training,
       coalesce(env_steps_per_second, 0) as env_steps_per_second,
       coalesce(updates_per_second, 0) as updates_per_second, coalesce(seconds, 0) as seconds,
       coalesce(longest, 0) as longest, study_id, study_status, trials_started, trials_running,
       trials_bound, study_seconds
     from (${RUNS}) trained full join (${STUDIES}) tuned using (fold) order by fold`,
    { evaluation: evaluationId }
  )
  const tuned = await withPace(await rows<PacedStudy>(TUNED, { evaluation: evaluationId }))
  return folds.map((fold) => {
    const study = tuned.find((each) => each.study_id === fold.study_id)
    return { ...fold, tuning: study?.pace ?? null }
  })
}

const TUNED = `select ${PACED_COLUMNS} from studies
  where evaluation_id = :evaluation and status in ('running', 'paused')`
