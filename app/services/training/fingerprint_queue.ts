import db from '@adonisjs/lucid/services/db'
import { engineFactory } from '#compute/engines/factory'
import type { EngineFingerprint } from '#core/ports/compute_engine'
import { TRAIN_QUEUE, type Queue } from '#services/queue'

/** The queue of runs whose checkpoint only machines of this fingerprint may go on with. */
function queueOf({ engine, version, fused }: EngineFingerprint): string {
  return `${TRAIN_QUEUE}_${engine}_${version}_${fused === null ? 'any' : fused ? 'fused' : 'unfused'}`
}

/** This machine's. */
export function ownTrainingQueue(): string {
  return queueOf(engineFactory('auto').fingerprint())
}

/** Hands a run to the machines that have the arithmetic of its checkpoint. */
export async function forwardToFingerprint(queue: Queue, runId: number): Promise<void> {
  const checkpoint = (await db
    .from('checkpoints')
    .where('run_id', runId)
    .orderBy('sequence', 'desc')
    .select('fingerprint')
    .first()) as { fingerprint: EngineFingerprint } | null
  if (checkpoint === null) return
  const name = queueOf(checkpoint.fingerprint)
  await queue.ensureTrainingQueue(name)
  await db.transaction((trx) => queue.send(name, [{ runId }], trx))
}
