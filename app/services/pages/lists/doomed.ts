import { rows } from '#services/pages/rows'

/** What the rows of lists are of that can be deleted. */
export const DELETED_KINDS = ['run', 'experiment', 'evaluation', 'study', 'dataset'] as const
export type DeletedKind = (typeof DELETED_KINDS)[number]

/** A row that is to be deleted, and what goes with it. */
export interface Doomed {
  readonly id: number
  readonly title: string
  /** Why it cannot be deleted now; null: it can. */
  readonly refusal: string | null
  readonly runs: number
  readonly episodes: number
  readonly models: number
  readonly evaluations: number
}

const IN_HAND = `r.status in ('queued', 'running', 'paused')`

/** Where it is promoted, which model it belongs to. */
const PROMOTED = `select 'it belongs to model ' || p.name || ' ' || p.version || ': retire that first'
  from model_versions p`

const QUERIES: Readonly<Record<DeletedKind, string>> = {
  run: `select r.run_id as id, 'Run ' || r.run_id || ' of ' || x.name || ', seed ' || r.seed as title,
      case when ${IN_HAND} then 'it is ' || r.status || ': cancel it first' else (${PROMOTED}
        join model_version_members k using (model_version_id) join models m using (model_id)
        where m.run_id = r.run_id and p.stage = 'promoted') end as refusal,
      0 as runs,
      (select count(*) from episodes e where e.run_id = r.run_id)::int as episodes,
      (select count(*) from models m where m.run_id = r.run_id)::int as models,
      (select count(*) from evaluation_runs v where v.run_id = r.run_id)::int as evaluations
    from training_runs r join experiments x using (experiment_id)
    where r.run_id = any(:ids) order by r.run_id`,
  experiment: `select x.experiment_id as id, 'Experiment ' || x.experiment_id || ', ' || x.name as title,
      coalesce((select 'run ' || min(r.run_id) || ' is still in hand: cancel it first'
        from training_runs r
        where r.experiment_id = x.experiment_id and ${IN_HAND} having count(*) > 0),
        (${PROMOTED} where p.experiment_id = x.experiment_id and p.stage = 'promoted')) as refusal,
      (select count(*) from training_runs r where r.experiment_id = x.experiment_id)::int as runs,
      (select count(*) from episodes e join training_runs r using (run_id)
        where r.experiment_id = x.experiment_id)::int as episodes,
      (select count(*) from models m join training_runs r using (run_id)
        where r.experiment_id = x.experiment_id)::int as models,
      (select count(*) from evaluation_runs v where v.experiment_id = x.experiment_id)::int
        as evaluations
    from experiments x where x.experiment_id = any(:ids) order by x.experiment_id`,
  evaluation: `select v.evaluation_id as id, 'Evaluation ' || v.evaluation_id || ' of ' || x.name as title,
      null as refusal, 0 as runs, 0 as episodes, 0 as models, 0 as evaluations
    from evaluation_runs v join experiments x using (experiment_id)
    where v.evaluation_id = any(:ids) order by v.evaluation_id`,
  study: `select s.study_id as id, 'Study ' || s.study_id || ', ' || s.name as title,
      case when s.status = 'running' then 'it is running: stop it first' else (${PROMOTED}
        join experiments x using (experiment_id) join study_trials t using (study_trial_id)
        where t.study_id = s.study_id and p.stage = 'promoted' limit 1) end as refusal,
      (select count(*) from training_runs r join experiments x using (experiment_id)
        join study_trials t using (study_trial_id) where t.study_id = s.study_id)::int as runs,
      s.episodes_used::int as episodes, 0 as models, 0 as evaluations
    from studies s where s.study_id = any(:ids) order by s.study_id`,
  dataset: `select d.dataset_id as id,
      d.symbol || ' ' || d.interval || ', version ' || d.version || ', ' || d.bars || ' bars' as title,
      case when u.experiments + u.studies > 0 then 'it is used by ' || concat_ws(' and ',
        case when u.experiments = 1 then '1 experiment'
          when u.experiments > 1 then u.experiments || ' experiments' end,
        case when u.studies = 1 then '1 study'
          when u.studies > 1 then u.studies || ' studies' end) end as refusal,
      0 as runs, 0 as episodes, 0 as models, 0 as evaluations
    from datasets d,
      lateral (select
        (select count(*) from experiment_datasets ed where ed.dataset_id = d.dataset_id) as experiments,
        (select count(*) from study_datasets sd where sd.dataset_id = d.dataset_id) as studies) u
    where d.dataset_id = any(:ids) order by d.dataset_id`,
}

/** What would go when these rows are deleted. Ids of what is gone already are left out. */
export async function doomedRows(kind: DeletedKind, ids: readonly number[]): Promise<Doomed[]> {
  return rows<Doomed>(QUERIES[kind], { ids })
}
