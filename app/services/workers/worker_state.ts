import { LOST_AFTER_SECONDS } from '#services/pages/shell'

export const WORKER_STATES = ['working', 'draining', 'drained', 'lost'] as const
export type WorkerState = (typeof WORKER_STATES)[number]

/**
 * What a worker does: `draining` from when it is asked until nothing is in its hands. `w` is workers.
 */
export const WORKER_STATE = `case
  when w.heartbeat_at < now() - interval '${LOST_AFTER_SECONDS} seconds' then 'lost'
  when w.draining_since is null then 'working'
  when w.takes_jobs or w.busy + w.evaluating > 0 then 'draining'
  else 'drained' end`
