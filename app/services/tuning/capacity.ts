import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { OVERDUE_SECONDS } from '#models/training_run'

/**
 * Trials at a time that keep every thread of the living workers busy but for those that drain, at
 * least 1: with several seeds the last trial may wait for threads, which is better than threads that
 * wait for a trial. Where there are several at a time one more waits in the queue, so that a thread that
 * comes free has work before its result is decided on; a single one waits for its decision, and so has
 * no other order.
 */
export async function freeCapacity(
  trx: TransactionClientContract,
  seedsOfTrial: number
): Promise<number> {
  const { threads } = (await trx
    .from('workers')
    .whereRaw('heartbeat_at > now() - make_interval(secs => ?)', [OVERDUE_SECONDS])
    .whereNull('draining_since')
    .select(trx.raw('coalesce(sum(threads), 0)::int as threads'))
    .firstOrFail()) as { threads: number }
  const busy = Math.max(1, Math.ceil(threads / seedsOfTrial))
  return busy === 1 ? 1 : busy + 1
}
