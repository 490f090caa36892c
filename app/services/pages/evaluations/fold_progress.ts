import { rows } from '#services/pages/rows'
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
  /** The study that tunes it first; null: none. */
  readonly study_id: number | null
  readonly study_status: StudyStatus | null
  readonly trials_started: number | null
  readonly trials_running: number | null
  readonly trials_bound: number | null
}

const RUNS = `select e.fold, e.experiment_id, count(*)::int as runs,
    (count(*) filter (where r.status not in ('queued', 'running')))::int as ended,
    (count(*) filter (where r.status in ('failed', 'cancelled')))::int as broken,
    sum(r.episodes_done)::int as episodes_done, sum(r.episodes_total)::int as episodes_total
  from experiments e join training_runs r using (experiment_id)
  where e.evaluation_id = :evaluation group by e.fold, e.experiment_id`
const STUDIES = `select fold, study_id, status as study_status, trial_count as trials_started,
    trials_running, trials_bound
  from studies where evaluation_id = :evaluation`

export async function foldProgress(evaluationId: number): Promise<FoldProgress[]> {
  return rows<FoldProgress>(
    `select fold, experiment_id, coalesce(runs, 0) as runs, coalesce(ended, 0) as ended,
       coalesce(broken, 0) as broken, coalesce(episodes_done, 0) as episodes_done,
       coalesce(episodes_total, 0) as episodes_total, study_id, study_status, trials_started,
       trials_running, trials_bound
     from (${RUNS}) trained full join (${STUDIES}) tuned using (fold) order by fold`,
    { evaluation: evaluationId }
  )
}
