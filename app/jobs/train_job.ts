import { Queue, TRAIN_LOST_QUEUE, TRAIN_QUEUE } from '#services/queue'
import type { RunExecutor } from '#services/training/run_executor'
import { failLostRun } from '#services/training/lost_runs'
import { forwardToFingerprint, ownTrainingQueue } from '#services/training/fingerprint_queue'

interface TrainData {
  readonly runId: number
}

/** Works the queues of training runs in this process, as many at a time as it has threads. */
export async function workTrainingRuns(
  queue: Queue,
  executor: RunExecutor,
  threads: number
): Promise<void> {
  const handle = async ({ runId }: TrainData): Promise<void> => {
    const outcome = await executor.execute(runId)
    if (outcome === 'other_fingerprint') await forwardToFingerprint(queue, runId)
  }
  const own = ownTrainingQueue()
  await queue.ensureTrainingQueue(own)
  await queue.work<TrainData>(TRAIN_QUEUE, threads, handle)
  await queue.work<TrainData>(own, 1, handle)
  await queue.work<TrainData>(TRAIN_LOST_QUEUE, 1, ({ runId }) => failLostRun(queue, runId))
}
