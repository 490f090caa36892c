import { ENGINE_FACTORIES } from '#compute/engines/factory'
import type { EngineFingerprint } from '#core/ports/compute_engine'
import { RERUN_LOST_QUEUE, type Queue } from '#services/queue'

/** Only machines with the arithmetic of a run can train it again: each arithmetic has a queue. */
function nameOf({ engine, version, fused }: EngineFingerprint): string {
  return `rerun_${engine}_${version}_${fused === null ? 'any' : fused ? 'fused' : 'unfused'}`
}

/** The queue of runs with this fingerprint; made when it is not there. */
export async function rerunQueue(queue: Queue, fingerprint: EngineFingerprint): Promise<string> {
  const name = nameOf(fingerprint)
  await queue.ensureLongQueue(name, RERUN_LOST_QUEUE)
  return name
}

/** Those that this machine works. */
export async function ownRerunQueues(queue: Queue): Promise<string[]> {
  return Promise.all(ENGINE_FACTORIES.map((factory) => rerunQueue(queue, factory.fingerprint())))
}
