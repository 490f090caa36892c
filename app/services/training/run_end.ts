import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { queueWhenFoldsEnded } from '#services/evaluation/fold_progress'
import { announceRunEnd } from '#services/notifications/run_event'
import type { Queue } from '#services/queue'
import type { RunRow } from '#services/training/run_rows'
import { closeSegment } from '#services/tuning/segments'
import { wakeStudyOf } from '#services/tuning/wake'

/** What follows when a run has ended or paused, in the transaction that says so. */
export async function followRunEnd(
  trx: TransactionClientContract,
  queue: Queue,
  run: Pick<RunRow, 'run_id' | 'experiment_id' | 'seed'>,
  status: 'completed' | 'paused' | 'cancelled' | 'failed'
): Promise<void> {
  await closeSegment(trx, run, status)
  if (await wakeStudyOf(trx, queue, run.experiment_id)) return
  await queueWhenFoldsEnded(trx, queue, run.experiment_id)
  if (status !== 'paused') await announceRunEnd(trx, queue, run.run_id, status)
}
