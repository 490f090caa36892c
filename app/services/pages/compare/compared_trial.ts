import type { RunParameters } from '#core/parameters/catalogue'
import { restoreParameters } from '#core/parameters/stored_parameters'
import { configOf } from '#core/tuning/propose'
import type { TrialValues } from '#core/tuning/search_space'
import type { Compared } from '#services/pages/compare/compared'
import { comparedExperiment } from '#services/pages/compare/compared_run'
import { RecordNotFound } from '#services/pages/missing'
import { row } from '#services/pages/rows'

interface TrialRow {
  readonly study_id: number
  readonly study_name: string
  readonly number: number
  readonly values: TrialValues
  readonly base: unknown
  readonly metric: string
  readonly value: number | null
  readonly experiment_id: number | null
}

const NO_CURVE = { dataset: null, time: [], equity: [], metrics: {}, intervals: {}, learning: [] }

/** A trial of a study as the experiment that trains it. @throws E_RECORD_NOT_FOUND */
export async function comparedTrial(studyTrialId: number): Promise<Compared> {
  const trial = await row<TrialRow>(
    `select t.study_id, s.name as study_name, t.number, t."values", s.plan -> 'base' as base,
       s.plan #>> '{objectives,0,metric}' as metric, t.value, e.experiment_id
     from study_trials t join studies s using (study_id)
     left join experiments e on e.study_trial_id = t.study_trial_id
     where t.study_trial_id = :trial`,
    { trial: studyTrialId }
  )
  if (trial === null) {
    throw new RecordNotFound(
      `There is no trial with the id ${studyTrialId}.`,
      'Choose trials in the table of a study.'
    )
  }
  const { study_id: studyId, number, experiment_id: experimentId } = trial
  const trained = experimentId === null ? null : await comparedExperiment(experimentId)
  return {
    ...(trained ?? { ...NO_CURVE, curve: 'its runs are gone' }),
    id: studyTrialId,
    title: `Trial ${number} of study ${studyId}`,
    name: trial.study_name,
    href: `/studies/${studyId}?trial=${number}`,
    parameters: groupsOf(configOf(restoreParameters(trial.base), trial.values)),
    metrics: {
      ...(trial.metric === 'sharpe' ? { sharpe: trial.value } : {}),
      ...trained?.metrics,
    },
  }
}

/** A configuration's groups of parameters alone. */
export function groupsOf({ version: _, ...groups }: RunParameters): Compared['parameters'] {
  return groups as unknown as Compared['parameters']
}
