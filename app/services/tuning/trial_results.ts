import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { overSeeds, type ObjectiveName } from '#core/tuning/objectives'
import type { Objective } from '#core/tuning/study_plan'

/** A running trial none of whose runs trains any more. */
export interface SettledTrial {
  readonly number: number
  readonly rung: number
  /** One value for each objective, in its own unit. */
  readonly results: readonly (number | null)[]
  /** Why it failed; null: it reached its rung. */
  readonly error: string | null
  /** The disk was full: no fault of the trial, whose runs can go on. */
  readonly isDiskFull: boolean
}

interface SettledRow extends Readonly<Record<ObjectiveName, number | null>> {
  readonly number: number
  readonly target_rung: number
  readonly status: string | null
  readonly seed: number | null
  readonly error_code: string | null
  readonly error_message: string | null
}

/** Running trials of a study whose runs have all reached the rung or ended, in order of number. */
export async function settledTrials(
  trx: TransactionClientContract,
  studyId: number,
  objectives: readonly Objective[]
): Promise<SettledTrial[]> {
  const { rows } = (await trx.rawQuery(SETTLED, { study: studyId })) as { rows: SettledRow[] }
  const byTrial = Map.groupBy(rows, ({ number }) => number)
  return [...byTrial.values()].flatMap((seeds) => {
    if (seeds.some(({ status }) => status === 'queued' || status === 'running')) return []
    return [settledTrial(seeds, objectives)]
  })
}

function settledTrial(
  seeds: readonly SettledRow[],
  objectives: readonly Objective[]
): SettledTrial {
  const [{ number, target_rung: rung }] = seeds
  const faults = seeds.flatMap((run) => faultOf(run))
  const results = objectives.map(({ metric }) =>
    faults.length > 0 ? null : overSeeds(seeds.map((run) => run[metric]))
  )
  const isDiskFull = seeds.some(({ error_code: code }) => code === 'E_DISK_FULL')
  return { number, rung, results, error: faults.join(' ') || null, isDiskFull }
}

function faultOf({ status, seed, error_message: message }: SettledRow): string[] {
  if (status === null) return ['Its runs were deleted.']
  if (status === 'cancelled') return [`The run of seed ${seed} was cancelled.`]
  return status === 'failed' ? [`Seed ${seed}: ${message ?? 'failed.'}`] : []
}

/**
 * The metrics are those of the validation that the kept model comes from; where there are several
 * datasets their mean, as in the Sharpe ratio that chose it.
 */
const SETTLED = `
  select t.number, t.target_rung, r.status, r.seed, r.error_code, r.error_message,
    r.best_validation as sharpe, v.total_return, v.max_drawdown, v.win_rate, v.total_reward
  from study_trials t
  left join experiments e on e.study_trial_id = t.study_trial_id
  left join training_runs r on r.experiment_id = e.experiment_id
  left join episodes b on b.episode_id = r.best_episode_id
  left join lateral (
    select avg(p.total_return) as total_return, avg(p.max_drawdown) as max_drawdown,
      avg(p.win_rate) as win_rate, avg(p.total_reward) as total_reward
    from episodes p
    where p.run_id = r.run_id and p.kind = 'validation' and p.number = b.number
  ) v on true
  where t.study_id = :study and t.status = 'running'
  order by t.number, r.seed`
