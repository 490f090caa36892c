import db from '@adonisjs/lucid/services/db'
import { hostname, availableParallelism } from 'node:os'
import { ENGINE_FACTORIES } from '#compute/engines/factory'
import { announce } from '#live/announce'
import { WORKERS_TOPIC } from '#live/topics'
import { codeVersion } from '#services/code_version'

const HEARTBEAT_MILLISECONDS = 5000

/** This process in the registry of those that work the queues. */
export class RegisteredWorker {
  readonly workerId: number
  #timer: NodeJS.Timeout | null = null

  constructor(workerId: number) {
    this.workerId = workerId
  }

  /** Says every few seconds that the process lives and how many runs it has in hand. */
  beat(busy: () => number, note: (error: unknown) => void): void {
    this.#timer = setInterval(() => {
      void this.#store(busy()).catch(note)
    }, HEARTBEAT_MILLISECONDS)
  }

  async #store(busy: number): Promise<void> {
    await db
      .from('workers')
      .where('worker_id', this.workerId)
      .update({ heartbeat_at: new Date(), busy })
  }

  /** Leaves the registry. */
  async leave(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    await db.from('workers').where('worker_id', this.workerId).delete()
    await announce(db.connection(), { topic: WORKERS_TOPIC, kind: 'status' })
  }
}

/** Enters this process. `role`: what it is started as. */
export async function registerWorker(
  role: 'server' | 'worker' | 'command',
  threads: number
): Promise<RegisteredWorker> {
  const now = new Date()
  // processes that were killed never left
  await db.from('workers').whereRaw("heartbeat_at < now() - interval '1 day'").delete()
  const [{ worker_id: workerId }] = (await db
    .table('workers')
    .returning('worker_id')
    .insert({
      host: hostname(),
      process_id: process.pid,
      role,
      version: codeVersion(),
      cores: availableParallelism(),
      threads,
      fingerprints: JSON.stringify(ENGINE_FACTORIES.map((factory) => factory.fingerprint())),
      started_at: now,
      heartbeat_at: now,
    })) as { worker_id: number }[]
  await announce(db.connection(), { topic: WORKERS_TOPIC, kind: 'status' })
  return new RegisteredWorker(workerId)
}
