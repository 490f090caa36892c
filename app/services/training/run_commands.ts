import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { announce } from '#live/announce'
import { runTopic } from '#live/topics'
import AuditService, { type Actor } from '#services/audit_service'
import { TRAIN_QUEUE, type Queue } from '#services/queue'
import { followRunEnd } from '#services/training/run_end'
import {
  announceStatus,
  isOverdue,
  lockRun,
  runAct,
  type RunRow,
} from '#services/training/run_rows'
import { RunStatusRefuses } from '#services/training/training_errors'

/** Whether a run waits or trains. */
export function goesOn({ status }: RunRow): boolean {
  return status === 'queued' || status === 'running'
}

/** Cancels a locked run that goes on: a queued one at once, a running one at its next step. The queue is started. */
export async function cancelRun(
  trx: TransactionClientContract,
  queue: Queue,
  run: RunRow,
  actor: Actor
): Promise<void> {
  const { run_id: runId, status } = run
  const queued = status === 'queued'
  await trx
    .from('training_runs')
    .where('run_id', runId)
    .update({
      cancel_requested: true,
      ...(queued ? { status: 'cancelled', end_time: new Date() } : {}),
    })
  if (queued) {
    await announceStatus(trx, run, 'cancelled')
    await followRunEnd(trx, queue, run, 'cancelled')
  } else await announce(trx, { topic: runTopic(runId), kind: 'command', data: { stop: true } })
  const act = runAct('run.cancel', run, queued ? 'cancelled' : 'stops')
  await new AuditService().record(trx, actor, act)
}

/** Cancels those of the runs that have not ended by now. The queue is started. */
export async function cancelRuns(
  trx: TransactionClientContract,
  queue: Queue,
  runIds: readonly number[],
  actor: Actor
): Promise<void> {
  for (const runId of runIds) {
    const run = await lockRun(trx, runId)
    if (goesOn(run)) await cancelRun(trx, queue, run, actor)
  }
}

/**
 * Queues a run that ended early or whose worker is lost. The new attempt's number keeps a lost worker from
 * writing. The queue is started.
 * @throws E_RUN_NOT_FOUND, E_RUN_STATUS
 */
export async function requeueRun(
  trx: TransactionClientContract,
  queue: Queue,
  runId: number,
  actor: Actor
): Promise<void> {
  const run = await lockRun(trx, runId)
  if (!['failed', 'cancelled'].includes(run.status) && !isOverdue(run)) {
    throw new RunStatusRefuses(runId, 'resumed', run.status, 'failed, cancelled and lost')
  }
  await trx
    .from('training_runs')
    .where('run_id', runId)
    .update({
      status: 'queued',
      attempts: run.attempts + 1,
      cancel_requested: false,
      queued_at: new Date(),
      end_time: null,
    })
  await announceStatus(trx, run, 'queued')
  await new AuditService().record(trx, actor, runAct('run.resume', run, 'queued'))
  await queue.send(TRAIN_QUEUE, [{ runId }], trx)
}
