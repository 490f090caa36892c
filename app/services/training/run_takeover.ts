import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import type { EngineFingerprint } from '#core/ports/compute_engine'
import { announceStatus, type RunRow } from '#services/training/run_rows'
import { openSegment } from '#services/tuning/segments'

/** A run that this process may train now, and where it goes on. */
export interface TakenRun {
  readonly run: RunRow
  readonly checkpoint: Uint8Array | null
  readonly sequence: number
  readonly secondsBefore: number
}

export type Takeover =
  | { readonly kind: 'taken'; readonly taken: TakenRun }
  /** Its checkpoint was made with other arithmetic: this machine must not go on with it. */
  | { readonly kind: 'other_fingerprint'; readonly fingerprint: EngineFingerprint }
  /** Ended, cancelled or deleted meanwhile. */
  | { readonly kind: 'gone' }

/**
 * Takes a run for this worker: marks it running under a new attempt, and discards what was stored after
 * its checkpoint, all in one transaction. From then on no earlier attempt can write.
 */
export async function takeRun(
  runId: number,
  workerId: number,
  fingerprint: (engine: string) => EngineFingerprint,
  codeVersion: string
): Promise<Takeover> {
  return db.transaction(async (trx): Promise<Takeover> => {
    const run = (await trx
      .from('training_runs')
      .where('run_id', runId)
      .forUpdate()
      .first()) as RunRow | null
    if (run === null || !['queued', 'running'].includes(run.status)) return { kind: 'gone' }
    if (run.cancel_requested) {
      await trx
        .from('training_runs')
        .where('run_id', runId)
        .update({ status: 'cancelled', end_time: new Date() })
      await announceStatus(trx, run, 'cancelled')
      return { kind: 'gone' }
    }
    const checkpoint = await newestCheckpoint(trx, runId)
    const own = fingerprint(run.parameters.training.engine)
    if (checkpoint !== null && !sameFingerprint(checkpoint.fingerprint, own)) {
      return { kind: 'other_fingerprint', fingerprint: checkpoint.fingerprint }
    }
    await discardAfter(trx, runId, checkpoint)
    await trx
      .from('training_runs')
      .where('run_id', runId)
      .update({
        status: 'running',
        attempts: run.attempts + 1,
        worker_id: workerId,
        fingerprint: JSON.stringify(own),
        code_version: codeVersion,
        start_time: run.start_time ?? new Date(),
        end_time: null,
        heartbeat_at: new Date(),
        episodes_done: checkpoint?.episodes_done ?? 0,
        env_steps: checkpoint?.env_steps ?? 0,
        updates: checkpoint?.updates ?? 0,
        error_code: null,
        error_message: null,
        error_remedy: null,
      })
    await openSegment(trx, { ...run, attempts: run.attempts + 1 }, workerId)
    await announceStatus(trx, run, 'running')
    const taken = {
      run: { ...run, attempts: run.attempts + 1 },
      checkpoint: checkpoint?.content ?? null,
      sequence: checkpoint?.sequence ?? 0,
      secondsBefore: checkpoint?.seconds ?? 0,
    }
    return { kind: 'taken', taken }
  })
}

interface CheckpointRow {
  readonly sequence: number
  readonly episodes_done: number
  readonly env_steps: number
  readonly updates: number
  readonly seconds: number
  readonly fingerprint: EngineFingerprint
  readonly content: Buffer
}

async function newestCheckpoint(trx: TransactionClientContract, runId: number) {
  return (await trx
    .from('checkpoints')
    .join('checkpoint_contents', 'checkpoint_contents.checkpoint_id', 'checkpoints.checkpoint_id')
    .where('run_id', runId)
    .orderBy('sequence', 'desc')
    .select('checkpoints.*', 'checkpoint_contents.content')
    .first()) as CheckpointRow | null
}

/** A model that is no newer stays; in place of a newer one the thread's first batch has the checkpoint's. */
async function discardAfter(
  trx: TransactionClientContract,
  runId: number,
  checkpoint: CheckpointRow | null
) {
  const { sequence, episodes_done: episodes } = checkpoint ?? { sequence: 0, episodes_done: 0 }
  await trx
    .from('models')
    .where('run_id', runId)
    .whereRaw("(manifest->>'episode')::int > ?", [episodes])
    .delete()
  const discarded = await trx
    .from('episodes')
    .where('run_id', runId)
    .where('sequence', '>', sequence)
    .delete()
  const count = Number(Array.isArray(discarded) ? discarded[0] : discarded)
  if (sequence === 0 && count === 0) return
  await trx.table('run_events').insert({
    run_id: runId,
    level: 'warning',
    message: `resumed behind episode record ${sequence}; ${count} later ones were discarded`,
  })
}

function sameFingerprint(a: EngineFingerprint, b: EngineFingerprint): boolean {
  return a.engine === b.engine && a.version === b.version && a.fused === b.fused
}
