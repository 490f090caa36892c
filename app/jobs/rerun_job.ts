import { RERUN_LOST_QUEUE, type Queue } from '#services/queue'
import { failLostRerun, type RerunExecutor } from '#services/reruns/rerun_executor'
import { ownRerunQueues } from '#services/reruns/rerun_queue'

interface RerunData {
  readonly rerunId: number
}

/** Works this machine's queues of runs that are trained again, one at a time. */
export async function workReruns(queue: Queue, executor: RerunExecutor): Promise<void> {
  for (const name of await ownRerunQueues(queue)) {
    await queue.work<RerunData>(name, 1, ({ rerunId }) => executor.execute(rerunId))
  }
  await queue.work<RerunData>(RERUN_LOST_QUEUE, 1, ({ rerunId }) => failLostRerun(rerunId))
}
