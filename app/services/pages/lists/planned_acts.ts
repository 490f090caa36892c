import { rows } from '#services/pages/rows'
import { SHOWN_STATUS } from '#services/pages/run_status'

/** What can be done to several rows of a list, each with the kinds of rows that it can be done to. */
export const ACT_KINDS = {
  delete: ['run', 'experiment', 'evaluation', 'study', 'dataset'],
  cancel: ['run', 'evaluation', 'rerun'],
  resume: ['run', 'evaluation'],
} as const
export type Act = keyof typeof ACT_KINDS
export type ActKind = (typeof ACT_KINDS)[Act][number]

/** A row to which something is to be done. */
export interface Planned {
  readonly id: number
  readonly title: string
  /** Why it cannot be done now; null: it can. */
  readonly refusal: string | null
  /** How many things of each sort it concerns. */
  readonly counts: Readonly<Record<string, number>>
}

const IN_HAND = `r.status in ('queued', 'running', 'paused')`
/** Where it is promoted, which model it belongs to. */
const PROMOTED = `select 'it belongs to model ' || p.name || ' ' || p.version || ': retire that first'
  from model_versions p`
const RUN_TITLE = `'Run ' || r.run_id || ' of ' || x.name || ', seed ' || r.seed`
const EVALUATION_TITLE = `'Evaluation ' || v.evaluation_id || ' of ' || x.name`

const DELETE: Readonly<Record<(typeof ACT_KINDS)['delete'][number], string>> = {
  run: `select r.run_id as id, ${RUN_TITLE} as title,
      case when ${IN_HAND} then 'it is ' || r.status || ': cancel it first' else (${PROMOTED}
        join model_version_members k using (model_version_id) join models m using (model_id)
        where m.run_id = r.run_id and p.stage = 'promoted') end as refusal,
      json_build_object(
        'episode', (select count(*) from episodes e where e.run_id = r.run_id),
        'model', (select count(*) from models m where m.run_id = r.run_id),
        'evaluation', (select count(*) from evaluation_runs v where v.run_id = r.run_id)) as counts
    from training_runs r join experiments x using (experiment_id)
    where r.run_id = any(:ids) order by r.run_id`,
  experiment: `select x.experiment_id as id, 'Experiment ' || x.experiment_id || ', ' || x.name as title,
      coalesce((select 'run ' || min(r.run_id) || ' is still in hand: cancel it first'
        from training_runs r
        where r.experiment_id = x.experiment_id and ${IN_HAND} having count(*) > 0),
        (${PROMOTED} where p.experiment_id = x.experiment_id and p.stage = 'promoted')) as refusal,
      json_build_object(
        'run', (select count(*) from training_runs r where r.experiment_id = x.experiment_id),
        'episode', (select count(*) from episodes e join training_runs r using (run_id)
          where r.experiment_id = x.experiment_id),
        'model', (select count(*) from models m join training_runs r using (run_id)
          where r.experiment_id = x.experiment_id),
        'evaluation', (select count(*) from evaluation_runs v
          where v.experiment_id = x.experiment_id)) as counts
    from experiments x where x.experiment_id = any(:ids) order by x.experiment_id`,
  evaluation: `select v.evaluation_id as id, ${EVALUATION_TITLE} as title,
      null as refusal, '{}'::json as counts
    from evaluation_runs v join experiments x using (experiment_id)
    where v.evaluation_id = any(:ids) order by v.evaluation_id`,
  study: `select s.study_id as id, 'Study ' || s.study_id || ', ' || s.name as title,
      case when s.status = 'running' then 'it is running: stop it first' else (${PROMOTED}
        join experiments x using (experiment_id) join study_trials t using (study_trial_id)
        where t.study_id = s.study_id and p.stage = 'promoted' limit 1) end as refusal,
      json_build_object(
        'run', (select count(*) from training_runs r join experiments x using (experiment_id)
          join study_trials t using (study_trial_id) where t.study_id = s.study_id),
        'episode', s.episodes_used) as counts
    from studies s where s.study_id = any(:ids) order by s.study_id`,
  dataset: `select d.dataset_id as id,
      d.symbol || ' ' || d.interval || ', version ' || d.version || ', ' || d.bars || ' bars' as title,
      case when u.experiments + u.studies > 0 then 'it is used by ' || concat_ws(' and ',
        case when u.experiments = 1 then '1 experiment'
          when u.experiments > 1 then u.experiments || ' experiments' end,
        case when u.studies = 1 then '1 study'
          when u.studies > 1 then u.studies || ' studies' end) end as refusal,
      '{}'::json as counts
    from datasets d,
      lateral (select
        (select count(*) from experiment_datasets ed where ed.dataset_id = d.dataset_id) as experiments,
        (select count(*) from study_datasets sd where sd.dataset_id = d.dataset_id) as studies) u
    where d.dataset_id = any(:ids) order by d.dataset_id`,
}

const CANCEL: Readonly<Record<(typeof ACT_KINDS)['cancel'][number], string>> = {
  run: `select r.run_id as id, ${RUN_TITLE} as title,
    case when r.status not in ('queued', 'running') then 'it is ' || r.status end as refusal,
    json_build_object('running', (r.status = 'running')::int,
      'episode', case when r.status = 'running' then r.episodes_done else 0 end) as counts
  from training_runs r join experiments x using (experiment_id)
  where r.run_id = any(:ids) order by r.run_id`,
  evaluation: `select v.evaluation_id as id, ${EVALUATION_TITLE} as title,
      case when v.status not in ('queued', 'training', 'running') then 'it is ' || v.status end as refusal,
      json_build_object('fold', (select count(*) from training_runs r
        join experiments e using (experiment_id) where e.evaluation_id = v.evaluation_id
        and r.status in ('queued', 'running'))) as counts
    from evaluation_runs v join experiments x using (experiment_id)
    where v.evaluation_id = any(:ids) order by v.evaluation_id`,
  rerun: `select a.rerun_id as id, 'Rerun ' || a.rerun_id || ' of run ' || a.run_id as title,
      case when a.status not in ('queued', 'running') then 'it is ' || a.status end as refusal,
      '{}'::json as counts
    from reruns a where a.rerun_id = any(:ids) order by a.rerun_id`,
}

const RESUME: Readonly<Record<(typeof ACT_KINDS)['resume'][number], string>> = {
  run: `select r.run_id as id, ${RUN_TITLE} as title,
      case when (${SHOWN_STATUS}) not in ('failed', 'cancelled', 'lost')
        then 'it is ' || r.status end as refusal,
      json_build_object('checkpoint', (c.episodes_done is not null)::int,
        'later', greatest(0, r.episodes_done - coalesce(c.episodes_done, 0))) as counts
    from training_runs r join experiments x using (experiment_id)
    left join lateral (select episodes_done from checkpoints where run_id = r.run_id
      order by sequence desc limit 1) c on true
    where r.run_id = any(:ids) order by r.run_id`,
  evaluation: `select v.evaluation_id as id, ${EVALUATION_TITLE} as title,
      case when v.status <> 'failed' then 'it is ' || v.status end as refusal, '{}'::json as counts
    from evaluation_runs v join experiments x using (experiment_id)
    where v.evaluation_id = any(:ids) order by v.evaluation_id`,
}

const QUERIES: Readonly<Record<Act, Readonly<Partial<Record<ActKind, string>>>>> = {
  delete: DELETE,
  cancel: CANCEL,
  resume: RESUME,
}

/** What an act would do to these rows. Ids of what is gone already are left out. */
export async function plannedAct(
  act: Act,
  kind: ActKind,
  ids: readonly number[]
): Promise<Planned[]> {
  const query = QUERIES[act][kind]
  return query === undefined ? [] : rows<Planned>(query, { ids })
}
