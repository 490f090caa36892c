import { rows } from '#services/pages/rows'

/** How far the retraining of one walk-forward fold is. */
export interface FoldProgress {
  readonly fold: number
  readonly experiment_id: number
  readonly runs: number
  readonly ended: number
  /** Ended without being completed. */
  readonly broken: number
  readonly episodes_done: number
  readonly episodes_total: number
}

export async function foldProgress(evaluationId: number): Promise<FoldProgress[]> {
  return rows<FoldProgress>(
    `select e.fold, e.experiment_id, count(*)::int as runs,
       (count(*) filter (where r.status not in ('queued', 'running')))::int as ended,
       (count(*) filter (where r.status in ('failed', 'cancelled')))::int as broken,
       sum(r.episodes_done)::int as episodes_done, sum(r.episodes_total)::int as episodes_total
     from experiments e join training_runs r using (experiment_id)
     where e.evaluation_id = :evaluation group by e.fold, e.experiment_id order by e.fold`,
    { evaluation: evaluationId }
  )
}
