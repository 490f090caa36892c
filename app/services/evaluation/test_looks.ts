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

export interface RecordedLook {
  readonly testLookId: number
  /** 1, 2, … */
  readonly number: number
}

/**
 * Records a look at a sealed test range and numbers it: looks count by symbol, interval and overlapping
 * range, whatever the version of the dataset.
 */
export async function recordLook(
  trx: TransactionClientContract,
  look: Look
): Promise<RecordedLook> {
  const { symbol, interval } = look.dataset.identity
  await trx.rawQuery('select pg_advisory_xact_lock(hashtext(?))', [`look ${symbol} ${interval}`])
  const [{ test_look_id: testLookId }] = (await trx
    .table('test_looks')
    .returning('test_look_id')
    .insert({
      symbol,
      interval,
      from_time: new Date(look.from),
      to_time: new Date(look.to),
      dataset_id: look.datasetId,
      reason: look.reason,
      user_id: look.userId,
    })) as { test_look_id: number }[]
  const counted = (await trx
    .from('test_looks')
    .where({ symbol, interval })
    .where('from_time', '<=', new Date(look.to))
    .where('to_time', '>=', new Date(look.from))
    .count('* as looks')
    .first()) as { looks: number | string }
  return { testLookId, number: Number(counted.looks) }
}
