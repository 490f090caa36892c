import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { Queue } from '#services/queue'
import { followRunEnd } from '#services/training/run_end'
import { announceStatus, type RunRow } from '#services/training/run_rows'

/** A run whose job was tried as often as is allowed: it failed, and keeps its checkpoint. */
export async function failLostRun(queue: Queue, runId: number): Promise<void> {
  await db.transaction(async (trx) => {
    const run = (await trx
      .from('training_runs')
      .where('run_id', runId)
      .forUpdate()
      .first()) as RunRow | null
    if (run === null || !['queued', 'running'].includes(run.status)) return
    const reason = await lastReason(trx, runId)
    await trx
      .from('training_runs')
      .where('run_id', runId)
      .update({
        status: 'failed',
        end_time: new Date(),
        error_code: 'E_WORKER_LOST',
        error_message: `No attempt at this run reached its end: ${reason}.`,
        error_remedy:
          'See the workers’ logs for memory or crashes, then resume: the run goes on from its checkpoint.',
      })
    await announceStatus(trx, run, 'failed')
    await followRunEnd(trx, queue, run, 'failed')
  })
}

/** What the run's log says of the last attempt that broke; one whose process was killed says nothing. */
async function lastReason(trx: TransactionClientContract, runId: number): Promise<string> {
  const event = (await trx
    .from('run_events')
    .where('run_id', runId)
    .where('message', 'like', 'attempt % broke: %')
    .orderBy('run_event_id', 'desc')
    .first()) as { message: string } | null
  return event?.message ?? 'every worker that took it was lost'
}
