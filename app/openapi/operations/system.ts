import { listOperation } from '#openapi/list_operation'
import { json, operation } from '#openapi/operation'
import { anyObject, choice, count, named, nullable, record, said } from '#openapi/shape'
import { WORKER_SORTS } from '#services/api/worker_list'
import { WORKER_HEARTBEAT_SECONDS } from '#services/worker_service'
import { workerRecord } from '#transformers/records/worker_record'
import { workerFilters } from '#validators/api/list_filters'

const tag = 'System'

export const listWorkers = listOperation({
  id: 'workers.index',
  path: '/workers/',
  tag,
  summary: 'Processes that work the queues',
  row: workerRecord,
  filters: workerFilters,
  sorts: WORKER_SORTS,
  usualSort: '-worker_id',
})

export const drainWorker = operation({
  id: 'workers.drain',
  method: 'POST',
  path: '/workers/{worker_id}/drain/',
  tag,
  summary: 'Let a worker take no further job',
  description: `Its runs stop at the end of their episode behind a checkpoint, are queued again and go on
elsewhere with the same weights; an evaluation runs to its end. It takes effect with the worker's next
heartbeat, which is due every ${WORKER_HEARTBEAT_SECONDS} s; \`state\` tells when nothing is left in its hands.`,
  needs: 'admin',
  answers: { 200: json('The worker; `draining_since` is set.', workerRecord) },
  problems: [400, 404, 413],
})

export const resumeWorker = operation({
  id: 'workers.resume',
  method: 'POST',
  path: '/workers/{worker_id}/resume/',
  tag,
  summary: 'Let a worker that drains take jobs again',
  needs: 'admin',
  answers: { 200: json('The worker; `draining_since` is null.', workerRecord) },
  problems: [400, 404, 413],
})

export const showHealth = operation({
  id: 'health',
  method: 'GET',
  path: '/health',
  tag,
  summary: 'Whether the process is up',
  needs: 'nothing',
  answers: { 200: json('It is.', record({ status: choice('Always so.', ['ok']) })) },
})

const readiness = named(
  'Readiness',
  record({
    status: choice('Whether requests can be served.', ['ready', 'not_ready']),
    database: choice('Whether the database answers.', ['ok', 'unreachable']),
    pending_migrations: nullable(count('Migrations to run; null: not known.')),
  })
)

export const showReadiness = operation({
  id: 'ready',
  method: 'GET',
  path: '/ready',
  tag,
  summary: 'Whether requests can be served',
  needs: 'nothing',
  answers: { 200: json('They can.', readiness), 503: json('They cannot.', readiness) },
})

export const showMetrics = operation({
  id: 'metrics',
  method: 'GET',
  path: '/metrics',
  tag,
  summary: 'Figures for Prometheus',
  needs: 'read',
  answers: {
    200: { description: 'The figures.', content: { 'text/plain': said('Text format 0.0.4.') } },
  },
})

export const showOpenapi = operation({
  id: 'openapi',
  method: 'GET',
  path: '/openapi.json',
  tag,
  summary: 'This document',
  needs: 'nothing',
  answers: { 200: json('An OpenAPI 3.1 document.', anyObject('The document.')) },
})
