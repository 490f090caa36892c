import { inject } from '@adonisjs/core'
import { isCodedError } from '#core/errors'
import { DEFAULT_SETTINGS } from '#core/evaluation/tear_sheet/evaluation_settings'
import { RETUNE_TRIALS } from '#services/evaluation/evaluation_rows'
import type { EvaluationInput } from '#services/evaluation_service'
import EvaluationService from '#services/evaluation_service'
import { rows } from '#services/pages/rows'

/** An experiment that can be evaluated. */
export interface EvaluationChoice {
  readonly experiment_id: number
  readonly name: string
  readonly datasets: readonly string[]
  readonly seeds: number
  readonly models: number
  /** Name and version of each model that was promoted from it. */
  readonly versions: readonly string[]
  /** Runs that still wait or train. */
  readonly going: number
}

const MOST_CHOICES = 200
const HAS_MODEL = `exists (select from training_runs r join models m using (run_id)
  where r.experiment_id = e.experiment_id)`
/** The newest by their ids first: parts and sums of 200 are read, not those of all. */
const CHOICES = `
  with chosen as (
    (select e.experiment_id from experiments e
      where e.fold is null and e.study_trial_id is null and ${HAS_MODEL}
      order by e.experiment_id desc limit ${MOST_CHOICES})
    union
    (select e.experiment_id from model_versions p join experiments e using (experiment_id)
      where e.fold is null and e.study_trial_id is not null and ${HAS_MODEL}
      order by e.experiment_id desc limit ${MOST_CHOICES})
    order by experiment_id desc limit ${MOST_CHOICES}
  )
  select e.experiment_id, e.name,
    array(select d.symbol || ' ' || d.interval || ', version ' || d.version
      from experiment_datasets ed join datasets d using (dataset_id)
      where ed.experiment_id = e.experiment_id order by ed.position) as datasets,
    array(select p.name || ' ' || p.version from model_versions p
      where p.experiment_id = e.experiment_id order by p.model_version_id desc) as versions,
    r.seeds, r.models, r.going
  from chosen join experiments e using (experiment_id)
  cross join lateral (
    select count(distinct r.run_id)::int as seeds, count(distinct m.run_id)::int as models,
      (count(distinct r.run_id) filter (where r.status in ('queued', 'running')))::int as going
    from training_runs r left join models m on m.run_id = r.run_id
    where r.experiment_id = e.experiment_id
  ) r
  order by e.experiment_id desc`

/** What the form of a new evaluation needs to know. */
@inject()
export default class EvaluationForm {
  constructor(protected evaluations: EvaluationService) {}

  /** The newest experiments with a model; of folds none, of a study's trials those that were promoted. */
  async choices(): Promise<EvaluationChoice[]> {
    return rows<EvaluationChoice>(CHOICES)
  }

  /** The number that the next look at its test range would have, or why there can be none. */
  async look(of: EvaluationInput['of']) {
    try {
      return { next: await this.evaluations.nextLook(of), fault: null }
    } catch (error) {
      if (!isCodedError(error)) throw error
      return { next: null, fault: error }
    }
  }

  /** Texts of the fields as they are at first. */
  defaults() {
    return { ...DEFAULT_SETTINGS, trials: RETUNE_TRIALS, costs: DEFAULT_SETTINGS.costs.join(', ') }
  }
}
