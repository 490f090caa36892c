import { jobCounts, jobList, JOB_STATUSES, type JobStatus } from '#services/pages/jobs/job_list'
import { ownVersion, workerList } from '#services/pages/jobs/worker_list'
import type { Cursor } from '#services/pages/keyset'
import type { Queue } from '#services/queue'

/** All that the page of jobs and workers shows. */
export async function jobsPage(status: JobStatus | 'all', cursor: Cursor | null, queue: Queue) {
  const statuses: readonly JobStatus[] = status === 'all' ? JOB_STATUSES : [status]
  const [workers, page, counts, queues] = await Promise.all([
    workerList(),
    jobList(statuses, cursor),
    jobCounts(),
    queue.loads(),
  ])
  const total = statuses.reduce((sum, each) => sum + counts[each], 0)
  return { workers, ownVersion: ownVersion(), ...page, counts, total, queues }
}
