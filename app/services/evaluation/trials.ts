import type { QueryClientContract, TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Trials } from '#core/evaluation/tear_sheet/trials'

/** Counts the runs of an experiment as trials on each of its datasets, for good. */
export async function recordTrials(
  trx: TransactionClientContract,
  experimentId: number
): Promise<void> {
  await trx.rawQuery(
    `insert into trials (symbol, interval, from_time, to_time, run_id)
     select d.symbol, d.interval, d.first_time, d.last_time, r.run_id
     from training_runs r
     join experiment_datasets e on e.experiment_id = r.experiment_id
     join datasets d on d.dataset_id = e.dataset_id
     where r.experiment_id = ?`,
    [experimentId]
  )
}

/** Keeps what a run that is about to be deleted reached; its trial stays. */
export async function keepTrialResult(
  trx: TransactionClientContract,
  runId: number
): Promise<void> {
  await trx.rawQuery(
    `update trials set sharpe = r.best_validation from training_runs r
     where trials.run_id = r.run_id and r.run_id = ?`,
    [runId]
  )
}

/** What trials are counted over: bars of a symbol and interval, whatever the version. UTC epoch ms. */
export interface TrialBars {
  readonly symbol: string
  readonly interval: string
  readonly from: number
  readonly to: number
}

/** Every trial ever run on bars that overlap these, and the Sharpe ratios they reached on validation. */
export async function trialsOn(client: QueryClientContract, bars: TrialBars): Promise<Trials> {
  const { symbol, interval, from, to } = bars
  const row = (await client
    .from('trials')
    .leftJoin('training_runs as r', 'r.run_id', 'trials.run_id')
    .where({ symbol, interval })
    .where('from_time', '<=', new Date(to))
    .where('to_time', '>=', new Date(from))
    .select(
      client.raw('count(distinct coalesce(trials.run_id, -trials.trial_id))::int as count'),
      client.raw(
        `coalesce(array_agg(coalesce(r.best_validation, trials.sharpe) order by trials.trial_id)
         filter (where coalesce(r.best_validation, trials.sharpe) is not null), '{}') as sharpes`
      )
    )
    .first()) as { count: number; sharpes: number[] }
  return { count: row.count, sharpes: row.sharpes }
}
