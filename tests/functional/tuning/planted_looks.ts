import db from '@adonisjs/lucid/services/db'
import { resolveParameters } from '#core/parameters/resolve'

/** A validation of one seed on one dataset. */
export interface PlantedLook {
  readonly episode: number
  readonly datasetId: number
  readonly sharpe: number | null
  readonly totalReturn?: number
  /** Equity at the end of each step, after 100 before the first. */
  readonly equity?: readonly number[]
}

/** Gives a trial of a planted study one run for each seed, with its validations. */
export async function plantLooks(
  studyId: number,
  trial: number,
  seeds: Readonly<Record<number, readonly PlantedLook[]>>
): Promise<void> {
  const { study_trial_id: trialId } = (await db
    .from('study_trials')
    .where({ study_id: studyId, number: trial })
    .select('study_trial_id')
    .firstOrFail()) as { study_trial_id: number }
  const parameters = JSON.stringify(resolveParameters({}, 'quick'))
  const values = { name: `Trial ${trial}`, parameters, study_trial_id: trialId }
  const experiment = await insert('experiments', values, 'experiment_id')
  for (const [seed, looks] of Object.entries(seeds)) {
    const done = Math.max(...looks.map(({ episode }) => episode))
    const facts = { status: 'paused', parameters, episodes_total: done, episodes_done: done }
    const given = { experiment_id: experiment, seed: Number(seed), ...facts }
    const run = await insert('training_runs', given, 'run_id')
    for (const [k, look] of looks.entries()) await plantLook(run, k + 1, look)
  }
}

async function plantLook(run: number, sequence: number, look: PlantedLook): Promise<void> {
  const { episode, datasetId, sharpe, totalReturn = 0, equity = [] } = look
  const at = (bar: number) => new Date(Date.UTC(2024, 0, 1 + bar))
  const id = await insert(
    'episodes',
    {
      ...{ run_id: run, sequence, kind: 'validation', number: episode, status: 'truncated' },
      ...{ dataset_id: datasetId, start_bar: 0, start_time: at(0), end_time: at(equity.length) },
      ...{ recorded_at: at(sequence), initial_portfolio_value: 100, final_portfolio_value: 100 },
      ...{ pnl: 0, total_return: totalReturn, sharpe_ratio: sharpe, max_drawdown: 0 },
      ...{ total_reward: 0, total_steps: Math.max(1, equity.length), total_trades: 0 },
      ...{ exposure: 0, epsilon: 0, action_counts: [1], steps_recorded: equity.length > 0 },
    },
    'episode_id'
  )
  if (equity.length === 0) return
  const rows = equity.map((value, k) => ({
    ...{ episode_id: id, timestamp: at(k + 1), portfolio_value: value, reward: 0, asset_price: 1 },
    ...{ units: 0, bar: k + 1, weight: 0, action_index: 0, action: 'flat', position: 'flat' },
    reason: 'agent',
  }))
  await db.table('steps').multiInsert(rows)
}

async function insert(table: string, values: object, id: string): Promise<number> {
  const [row] = (await db.table(table).insert(values).returning(id)) as Record<string, number>[]
  return Number(row[id])
}
