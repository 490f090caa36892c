import type { Verdict } from '#core/evaluation/verdicts/verdict'
import type { EvaluationRange } from '#services/evaluation/evaluation_rows'

export const MODEL_STAGES = ['candidate', 'promoted', 'retired'] as const
export type ModelStage = (typeof MODEL_STAGES)[number]

/** A model as lists have it: an experiment with weights, and what it became. */
export interface ModelRow {
  readonly experiment_id: number
  readonly experiment_name: string
  /** Null until it is promoted. */
  readonly name: string | null
  readonly version: number | null
  readonly stage: ModelStage
  /** As in `AAPL 1d`. */
  readonly datasets: readonly string[]
  /** Seeds whose weights it has. */
  readonly seed_count: number
  readonly size_bytes: number
  /** The newest evaluation of all its seeds; null: none. */
  readonly evaluation_id: number | null
  readonly range: EvaluationRange | null
  readonly look: number | null
  readonly verdicts: readonly Verdict[] | null
  /** Of the shown seed, the median one, with its 95 % interval. */
  readonly sharpe: number | null
  readonly sharpe_low: number | null
  readonly sharpe_high: number | null
  readonly created_at: Date
  readonly promoted_at: Date | null
}

/** Weights of the model in hand: all of a candidate's, of a version those that were promoted. */
export const OWN_WEIGHTS = `from training_runs r join models m using (run_id)
  left join model_version_members k using (model_id)
  where r.experiment_id = e.experiment_id
    and (p.model_version_id is null or k.model_version_id is not null)`

/** How many seeds it has weights of. */
export const SEED_COUNT = `(select count(*)::int ${OWN_WEIGHTS})`

export const MODEL_COLUMNS = `e.experiment_id, e.name as experiment_name, p.name, p.version,
  coalesce(p.stage, 'candidate') as stage,
  array(select d.symbol || ' ' || d.interval from experiment_datasets ed
    join datasets d using (dataset_id) where ed.experiment_id = e.experiment_id
    order by ed.position) as datasets,
  ${SEED_COUNT} as seed_count,
  (select coalesce(sum(m.size_bytes), 0)::int ${OWN_WEIGHTS}) as size_bytes,
  v.evaluation_id, v.range, v.look, v.verdicts, s.value as sharpe, s.low as sharpe_low,
  s.high as sharpe_high, e.created_at, p.promoted_at`

/** An evaluation of all seeds with verdicts; the newest is the one that a promotion lists. */
export const JUDGES = `run_id is null and status = 'completed' and verdicts <> '[]'`

export const MODEL_TABLES = `from experiments e
  left join model_versions p on p.experiment_id = e.experiment_id
  left join lateral (select evaluation_id, range, look, verdicts from evaluation_runs
    where experiment_id = e.experiment_id and ${JUDGES}
    order by evaluation_id desc limit 1) v on true
  left join evaluation_metrics s on s.evaluation_id = v.evaluation_id and s.subject = 'agent'
    and s.metric = 'sharpe' and s.low is not null`

export const HAS_WEIGHTS = `exists (select 1 from training_runs r join models m using (run_id)
  where r.experiment_id = e.experiment_id)`

export const OF_PEOPLE = '(e.study_trial_id is null and e.fold is null)'

/** Experiments of people; those of trials and folds only once they are promoted. */
export const LISTED_MODELS = [`(p.model_version_id is not null or ${OF_PEOPLE})`, HAS_WEIGHTS]

export const STAGE = `coalesce(p.stage, 'candidate')`

export const HAS_SYMBOL = `exists (select 1 from experiment_datasets ed
  join datasets d using (dataset_id)
  where ed.experiment_id = e.experiment_id and d.symbol ilike :symbol)`

/** What the verdicts of its newest evaluation come to. */
const VERDICTS = {
  none_failed: `v.evaluation_id is not null and not v.verdicts @> '[{"state": "fail"}]'`,
  failed: `v.verdicts @> '[{"state": "fail"}]'`,
  not_evaluated: 'v.evaluation_id is null',
} as const
export type ModelVerdicts = keyof typeof VERDICTS
export const MODEL_VERDICTS_CHOICES = Object.keys(VERDICTS) as readonly ModelVerdicts[]

/** Whether they come to what the binding of this name says. */
export const HAS_VERDICTS = `case :verdicts ${Object.entries(VERDICTS)
  .map(([known, condition]) => `when '${known}' then ${condition}`)
  .join(' ')} end`

/** Where a model's page is. */
export function modelPath(model: {
  readonly name: string | null
  readonly version: number | null
  readonly experiment_id: number
}): string {
  return model.name === null
    ? `/models/candidates/${model.experiment_id}`
    : `/models/${model.name}/${model.version}`
}
