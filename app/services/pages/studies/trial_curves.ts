import { rows } from '#services/pages/rows'

/** Validation Sharpe ratios of a trial's first seed as it learnt. */
export interface TrialCurve {
  readonly trial: number
  readonly episodes: readonly number[]
  readonly values: readonly (number | null)[]
}

/** Those of them that have been validated, in the given order. */
export async function trialCurves(
  studyId: number,
  trials: readonly number[]
): Promise<TrialCurve[]> {
  const points = await rows<{ trial: number; number: number; sharpe_ratio: number | null }>(
    `select t.number as trial, p.number, avg(p.sharpe_ratio) as sharpe_ratio from study_trials t
     join experiments e on e.study_trial_id = t.study_trial_id
     join lateral (select run_id from training_runs r where r.experiment_id = e.experiment_id
       order by seed limit 1) r on true
     join episodes p on p.run_id = r.run_id and p.kind = 'validation'
     where t.study_id = :study and t.number = any(:trials)
     group by t.number, p.number order by t.number, p.number`,
    { study: studyId, trials }
  )
  const byTrial = Map.groupBy(points, ({ trial }) => trial)
  return trials.flatMap((trial) => {
    const own = byTrial.get(trial)
    if (own === undefined) return []
    const values = own.map(({ sharpe_ratio: value }) => value)
    return [{ trial, episodes: own.map(({ number }) => number), values }]
  })
}
