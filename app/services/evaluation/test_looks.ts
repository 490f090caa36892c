import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { RunDataset } from '#core/agent/run_contract'

export interface Look {
  readonly datasetId: number
  readonly dataset: RunDataset
  /** UTC epoch ms of the first and last bar looked at. */
  readonly from: number
  readonly to: number
  readonly reason: string
  readonly userId: number | null
}

/**
 * Records a look at a sealed test range and gives its number: looks count by symbol, interval and
 * overlapping range, whatever the version of the dataset.
 */
export async function recordLook(trx: TransactionClientContract, look: Look): Promise<number> {
  const { symbol, interval } = look.dataset.identity
  await trx.rawQuery('select pg_advisory_xact_lock(hashtext(?))', [`look ${symbol} ${interval}`])
  await trx.table('test_looks').insert({
    symbol,
    interval,
    from_time: new Date(look.from),
    to_time: new Date(look.to),
    dataset_id: look.datasetId,
    reason: look.reason,
    user_id: look.userId,
  })
  const counted = (await trx
    .from('test_looks')
    .where({ symbol, interval })
    .where('from_time', '<=', new Date(look.to))
    .where('to_time', '>=', new Date(look.from))
    .count('* as looks')
    .first()) as { looks: number | string }
  return Number(counted.looks)
}
