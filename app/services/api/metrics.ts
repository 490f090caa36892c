import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { rows } from '#services/pages/rows'
import { SHOWN_STATUS } from '#services/pages/run_status'

const registry = new Registry()
// memory of the process, delay of its event loop, garbage collection
collectDefaultMetrics({ register: registry })

const durations = new Histogram({
  name: 'rsc_http_request_duration_seconds',
  help: 'Time from a request to the end of its answer; live streams are left out.',
  labelNames: ['method', 'route', 'status'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
  registers: [registry],
})

const runs = new Gauge({
  name: 'rsc_training_runs',
  help: 'Training runs by status.',
  labelNames: ['status'],
  registers: [registry],
})

const queues = new Gauge({
  name: 'rsc_queue_depth',
  help: 'Jobs that wait, by queue.',
  labelNames: ['queue'],
  registers: [registry],
})

/** Notes a request that was answered. `route`: the pattern, never a path with its ids. */
export function noteRequest(
  facts: { method: string; route: string; status: number },
  seconds: number
): void {
  durations.observe(facts, seconds)
}

/** All figures in Prometheus' text format; those of the database are read now. */
export async function metricsText(): Promise<{ text: string; contentType: string }> {
  const [byStatus, byQueue] = await Promise.all([runsByStatus(), waitingByQueue()])
  runs.reset()
  for (const { status, n } of byStatus) runs.set({ status }, n)
  queues.reset()
  for (const { queue, n } of byQueue) queues.set({ queue }, n)
  return { text: await registry.metrics(), contentType: registry.contentType }
}

const STATUSES = ['queued', 'running', 'lost', 'paused', 'completed', 'failed', 'cancelled']

/**
 * Every status, also one that no run has: a figure that is absent cannot be watched. Stored statuses are
 * counted from their index; of the running ones some are lost.
 */
async function runsByStatus() {
  return rows<{ status: string; n: number }>(
    `with stored as (select status, count(*)::int as n from training_runs group by status),
       lost as (select count(*)::int as n from training_runs r
         where r.status = 'running' and (${SHOWN_STATUS}) = 'lost')
     select known.status, case known.status when 'lost' then lost.n
         when 'running' then coalesce(stored.n, 0) - lost.n else coalesce(stored.n, 0) end as n
     from unnest(cast(:statuses as text[])) as known(status)
     cross join lost left join stored using (status)`,
    { statuses: STATUSES }
  )
}

/** Jobs that no worker has taken; a queue that there is shows with 0. */
async function waitingByQueue() {
  const [{ exists } = { exists: false }] = await rows<{ exists: boolean }>(
    `select to_regclass('pgboss.job') is not null as exists`
  )
  if (!exists) return []
  return rows<{ queue: string; n: number }>(
    `select q.name as queue, (select count(*)::int from pgboss.job j
       where j.name = q.name and j.state in ('created', 'retry')) as n
     from pgboss.queue q`
  )
}
