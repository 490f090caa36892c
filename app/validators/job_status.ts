import { JOB_STATUSES, type JobStatus } from '#services/pages/jobs/job_list'
import { choiceIn } from '#validators/list_query'

/** Which jobs are shown, from the URL. */
export function jobStatus(query: Record<string, unknown>): JobStatus | 'all' {
  return choiceIn(query, 'status', ['all', ...JOB_STATUSES], 'all')
}
