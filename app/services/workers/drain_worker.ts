import db from '@adonisjs/lucid/services/db'
import { CodedError } from '#core/errors'
import { announce } from '#live/announce'
import { WORKERS_TOPIC } from '#live/topics'
import AuditService, { type Actor } from '#services/audit_service'

export class WorkerNotFound extends CodedError {
  readonly code = 'E_WORKER_NOT_FOUND'
  readonly kind = 'not_found'

  constructor(workerId: number) {
    super(
      `There is no worker ${workerId}: it has stopped, or never was.`,
      'The page of jobs and workers has those that there are.'
    )
  }
}

interface WorkerRow {
  readonly host: string
  readonly process_id: number
  readonly busy: number
  readonly draining_since: Date | null
}

/**
 * Asks a worker, on whatever machine, to drain: with its next heartbeat it takes no further job, its
 * runs stop behind a checkpoint and are queued again, its evaluation ends. Asked again, nothing changes.
 * @throws E_WORKER_NOT_FOUND
 */
export async function drainWorker(workerId: number, actor: Actor): Promise<void> {
  await ask(workerId, true, actor)
}

/** Asks a worker that drains to take jobs again. @throws E_WORKER_NOT_FOUND */
export async function resumeWorker(workerId: number, actor: Actor): Promise<void> {
  await ask(workerId, false, actor)
}

async function ask(workerId: number, isToDrain: boolean, actor: Actor): Promise<void> {
  await db.transaction(async (trx) => {
    const query = trx.from('workers').where('worker_id', workerId)
    const worker = (await query.clone().forUpdate().first()) as WorkerRow | null
    if (worker === null) throw new WorkerNotFound(workerId)
    const before = worker.draining_since !== null
    if (before === isToDrain) return
    await query.update(
      isToDrain
        ? { draining_since: new Date(), drained_by: actor.person }
        : { draining_since: null, drained_by: null }
    )
    const { host, process_id: processId, busy: runs } = worker
    await new AuditService().record(trx, actor, {
      act: isToDrain ? 'worker.drain' : 'worker.resume',
      objectType: 'worker',
      objectId: workerId,
      details: {
        before: { draining: before },
        after: { draining: isToDrain },
        host,
        processId,
        runs,
      },
    })
    await announce(trx, { topic: WORKERS_TOPIC, kind: 'status', data: { workerId } })
  })
}
