import type { Compared, ComparedKind, CurveKind } from '#services/pages/compare/compared'
import { comparedEpisode } from '#services/pages/compare/compared_episode'
import { comparedEvaluation } from '#services/pages/compare/compared_evaluation'
import { comparedExperiment, comparedRun } from '#services/pages/compare/compared_run'
import { comparedTrial } from '#services/pages/compare/compared_trial'
import { rows } from '#services/pages/rows'

const READERS: Readonly<Record<CurveKind, (id: number) => Promise<Compared>>> = {
  evaluation: comparedEvaluation,
  run: comparedRun,
  experiment: comparedExperiment,
  episode: comparedEpisode,
  trial: comparedTrial,
}

/** What is compared, in the given order. @throws E_RECORD_NOT_FOUND */
export async function comparison(kind: CurveKind, ids: readonly number[]): Promise<Compared[]> {
  return Promise.all(ids.map((id) => READERS[kind](id)))
}

/** Something of the same kind that could be compared too. */
export interface ComparedChoice {
  readonly id: number
  readonly label: string
}

const MOST_CHOICES = 30

const CHOICES: Readonly<Record<ComparedKind, string>> = {
  evaluation: `select v.evaluation_id as id,
      'Evaluation ' || v.evaluation_id || ' · ' || e.name || ', ' || replace(v.range, '_', '-')
      as label
    from evaluation_runs v join experiments e using (experiment_id)
    where v.status = 'completed'`,
  run: `select r.run_id as id, 'Run ' || r.run_id || ' · ' || e.name || ', seed ' || r.seed as label
    from training_runs r join experiments e using (experiment_id)
    where r.best_episode_id is not null`,
  experiment: `select experiment_id as id, 'Experiment ' || experiment_id || ' · ' || name as label
    from experiments where fold is null`,
  episode: `select episode_id as id, 'Episode ' || episode_id || ' · ' || kind || ' ' || number
      || ' of run ' || run_id as label
    from episodes where steps_recorded and kind <> 'training'`,
  trial: `select study_trial_id as id, 'Trial ' || number || ' of study ' || study_id as label
    from study_trials where value is not null`,
  study: `select study_id as id, 'Study ' || study_id || ' · ' || name as label from studies`,
}

/** The newest of a kind. */
export async function comparedChoices(kind: ComparedKind): Promise<ComparedChoice[]> {
  return rows<ComparedChoice>(`${CHOICES[kind]} order by id desc limit ${MOST_CHOICES}`)
}
