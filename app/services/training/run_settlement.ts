import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import type { TrainResult } from '#compute/workers/train_messages'
import type { RunFacts } from '#core/agent/run_contract'
import { patiently } from '#services/database_patience'
import { TRAIN_QUEUE, type Queue } from '#services/queue'
import { followRunEnd } from '#services/training/run_end'
import { announceStatus } from '#services/training/run_rows'
import type { TakenRun } from '#services/training/run_takeover'
import { closeSegment } from '#services/tuning/segments'

/** Stores what was found out before training, as facts of the run and as lines of its log. */
export async function storeFacts(runId: number, facts: RunFacts): Promise<void> {
  await db.transaction(async (trx) => {
    await trx
      .from('training_runs')
      .where('run_id', runId)
      .update({
        checks: JSON.stringify(facts.checks),
        splits: JSON.stringify(facts.splits),
        benchmark: JSON.stringify(facts.buyAndHold),
        observation_names: facts.observationNames,
      })
    const { engine, version, fused } = facts.fingerprint
    const events = [
      `engine ${engine} ${version}${fused === null ? '' : fused ? ', fused multiply-add' : ', unfused multiply-add'}, ${facts.weightCount} weights`,
      ...facts.checks.map(({ name, detail }) => `${name} passed: ${detail}`),
    ]
    await trx
      .table('run_events')
      .multiInsert(events.map((message) => ({ run_id: runId, level: 'info', message })))
  })
}

/**
 * Writes into a run's log why an attempt broke, for whoever asks why it began again or failed. Where
 * that cannot be stored either, the program's log has it.
 */
export async function noteBroken(run: TakenRun['run'], error: unknown): Promise<void> {
  const { run_id: runId, attempts } = run
  const reason = error instanceof Error ? error.message : String(error)
  logger.error({ err: error, runId, attempt: attempts }, 'An attempt at a run broke')
  const message = `attempt ${attempts} broke: ${reason}`
  await patiently(async () => {
    await db.table('run_events').insert({ run_id: runId, level: 'error', message })
  }).catch((cause: unknown) => {
    logger.warn({ err: cause, runId }, 'The run’s log does not say so')
  })
}

type Ended = 'completed' | 'paused' | 'cancelled' | 'failed'

/** Writes how a run ended, or that it paused at its rung, unless another attempt has it. */
export async function settle(
  queue: Queue,
  runId: number,
  run: TakenRun['run'],
  status: Ended,
  result: TrainResult | null,
  thrown: { code: string; message: string; remedy: string } | null
): Promise<void> {
  const fault = result?.error ?? thrown
  await patiently(() =>
    db.transaction(async (trx) => {
      const changed = await trx
        .from('training_runs')
        .where({ run_id: runId, attempts: run.attempts, status: 'running' })
        .update({
          status,
          end_time: status === 'paused' ? null : new Date(),
          ...(result === null || status === 'failed'
            ? {}
            : { weights_sha256: result.weightsSha256 }),
          error_code: fault?.code ?? null,
          error_message: fault?.message ?? null,
          error_remedy: fault?.remedy ?? null,
        })
      if (Number(changed) === 0) return
      await trx.table('run_events').insert({
        run_id: runId,
        level: status === 'failed' ? 'error' : 'info',
        message: fault === null ? `run ${status}` : fault.message,
      })
      await announceStatus(trx, run, status)
      await followRunEnd(trx, queue, run, status)
    })
  )
}

/**
 * Queues a run again that stopped behind its checkpoint, under a new job: handing over is no failed
 * attempt. False when the run was to be cancelled anyway, or is another attempt's.
 */
export async function handOver(queue: Queue, run: TakenRun['run']): Promise<boolean> {
  return db.transaction(async (trx) => {
    const changed = await trx
      .from('training_runs')
      .where({ run_id: run.run_id, attempts: run.attempts, status: 'running' })
      .where('cancel_requested', false)
      .update({ status: 'queued', worker_id: null, queued_at: new Date() })
    if (Number(changed) === 0) return false
    await closeSegment(trx, run, 'handed_over')
    await announceStatus(trx, run, 'queued')
    await queue.send(TRAIN_QUEUE, [{ runId: run.run_id }], trx)
    return true
  })
}
