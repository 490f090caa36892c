import type { SeedLooks } from '#services/pages/studies/validation_looks'
import type { ObjectiveName } from '#core/tuning/objectives'
import { rows } from '#services/pages/rows'

interface LookRow extends Readonly<Record<ObjectiveName, number | null>> {
  readonly trial: number
  readonly run_id: number
  readonly seed: number
  readonly episode: number
}

/** A seed of a trial with its run. */
export interface RunLooks extends SeedLooks {
  readonly runId: number
}

/** The validations of some trials of a study by trial, of a metric; a trial without any is left out. */
export async function seedLooks(
  studyId: number,
  trials: readonly number[],
  metric: ObjectiveName
): Promise<ReadonlyMap<number, readonly RunLooks[]>> {
  const found = await rows<LookRow>(LOOKS, { study: studyId, trials })
  const byTrial = Map.groupBy(found, ({ trial }) => trial)
  return new Map([...byTrial].map(([trial, own]) => [trial, bySeed(own, metric)]))
}

function bySeed(rowsOfTrial: readonly LookRow[], metric: ObjectiveName): RunLooks[] {
  const runs = Map.groupBy(rowsOfTrial, ({ run_id: runId }) => runId)
  return [...runs].map(([runId, own]) => ({
    runId,
    seed: own[0].seed,
    looks: own.map((row) => ({ episode: row.episode, sharpe: row.sharpe, value: row[metric] })),
  }))
}

/** An undefined Sharpe ratio counts as 0 beside defined ones, as in the mean that chooses weights. */
const LOOKS = `
  select t.number as trial, r.run_id, r.seed, p.number as episode,
    case when count(p.sharpe_ratio) > 0 then avg(coalesce(p.sharpe_ratio, 0)) end as sharpe,
    avg(p.total_return) as total_return, avg(p.max_drawdown) as max_drawdown,
    avg(p.win_rate) as win_rate, avg(p.total_reward) as total_reward
  from study_trials t
  join experiments e on e.study_trial_id = t.study_trial_id
  join training_runs r on r.experiment_id = e.experiment_id
  join episodes p on p.run_id = r.run_id and p.kind = 'validation'
  where t.study_id = :study and t.number = any(:trials)
  group by t.number, r.run_id, r.seed, p.number
  order by t.number, r.seed, p.number`
