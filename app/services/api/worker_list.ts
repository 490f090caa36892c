import { LOST_AFTER_SECONDS } from '#services/pages/shell'
import type { ListedWorker } from '#services/pages/jobs/worker_list'
import { WORKER_STATE } from '#services/workers/worker_state'
import { WorkerNotFound } from '#services/workers/drain_worker'
import { listRows, type ListRequest } from './list_rows.js'
import { allBounds, contains, period, type ListSpec } from './list_spec.js'

const ALIVE = `(w.heartbeat_at > now() - interval '${LOST_AFTER_SECONDS} seconds')`

export const WORKER_METRICS = {
  cores: { sql: 'w.cores', kind: 'integer' },
  threads: { sql: 'w.threads', kind: 'integer' },
  busy: { sql: 'w.busy', kind: 'integer' },
  evaluating: { sql: 'w.evaluating', kind: 'integer' },
  env_steps_per_second: { sql: 'w.env_steps_per_second', kind: 'double' },
  load_average: { sql: 'w.load_average', kind: 'double' },
} as const

const WORKERS = {
  select: `w.worker_id, w.host, w.process_id, w.role, w.version, w.cores, w.threads, w.busy,
    w.evaluating, w.env_steps_per_second, w.load_average, w.fingerprints, w.started_at, w.heartbeat_at,
    ${ALIVE} as alive, ${WORKER_STATE} as state, w.draining_since, w.drained_by`,
  from: 'from workers w',
  id: 'w.worker_id',
  sorts: {
    worker_id: { sql: 'w.worker_id', kind: 'integer' },
    host: { sql: 'w.host', kind: 'text' },
    started_at: { sql: 'w.started_at', kind: 'time' },
    heartbeat_at: { sql: 'w.heartbeat_at', kind: 'time' },
  },
  filters: {
    worker_id: 'w.worker_id = :worker_id',
    state: `(${WORKER_STATE}) = any(:state)`,
    alive: `${ALIVE} = :alive`,
    role: 'w.role = any(:role)',
    search: contains('w.host'),
    ...allBounds(WORKER_METRICS),
    ...period('started_at', 'w.started_at'),
    ...period('heartbeat_at', 'w.heartbeat_at'),
  },
} as const satisfies ListSpec

export const WORKER_SORTS = Object.keys(WORKERS.sorts)

export function listWorkers(filters: Readonly<Record<string, unknown>>, request: ListRequest) {
  return listRows<ListedWorker>(WORKERS, filters, request)
}

/** @throws E_WORKER_NOT_FOUND */
export async function knownWorker(workerId: number): Promise<ListedWorker> {
  const { rows } = await listWorkers({ worker_id: workerId }, { sort: 'worker_id', limit: 1 })
  if (rows[0] === undefined) throw new WorkerNotFound(workerId)
  return rows[0]
}
