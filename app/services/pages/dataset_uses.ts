import { rows } from '#services/pages/rows'

/** Something that was made from a dataset. */
export interface DatasetUse {
  readonly kind: 'experiment' | 'study' | 'evaluation' | 'model'
  readonly name: string
  readonly href: string
  /** What it has: runs, trials, or nothing to count. */
  readonly parts: number | null
  /** Whether the dataset cannot be deleted before it. */
  readonly holds: boolean
  readonly created_at: Date
  /** Uses in all, of which the newest are listed. */
  readonly total: number
}

const MOST_LISTED = 200

/**
 * Who uses a dataset: what keeps it first, then by time. Trials of studies and folds of evaluations are
 * parts of these, and not listed beside them.
 */
export async function datasetUses(datasetId: number): Promise<DatasetUse[]> {
  return rows<DatasetUse>(
    `select u.*, (count(*) over ())::int as total from (
       select 'experiment' as kind, coalesce(nullif(e.name, ''), 'Experiment ' || e.experiment_id) as name,
         '/experiments/' || e.experiment_id as href, e.created_at, true as holds,
         (select count(*) from training_runs r where r.experiment_id = e.experiment_id)::int as parts
       from experiments e join experiment_datasets ed using (experiment_id)
       where ed.dataset_id = :dataset and e.study_trial_id is null and e.evaluation_id is null
       union all
       select 'study', coalesce(nullif(s.name, ''), 'Study ' || s.study_id), '/studies/' || s.study_id,
         s.created_at, true,
         (select count(*) from study_trials t where t.study_id = s.study_id)::int
       from studies s join study_datasets sd using (study_id) where sd.dataset_id = :dataset
       union all
       select 'evaluation', 'Evaluation ' || v.evaluation_id, '/evaluations/' || v.evaluation_id,
         v.created_at, exists (select from experiments f where f.evaluation_id = v.evaluation_id), null
       from evaluation_runs v where v.dataset_id = :dataset
       union all
       select 'model', m.name || ' ' || m.version, '/models/' || m.name || '/' || m.version,
         m.promoted_at, false, null
       from model_versions m join experiment_datasets ed using (experiment_id)
       where ed.dataset_id = :dataset
     ) u order by u.holds desc, u.created_at desc, u.href desc limit ${MOST_LISTED}`,
    { dataset: datasetId }
  )
}
