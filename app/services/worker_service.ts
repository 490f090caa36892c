import db from '@adonisjs/lucid/services/db'
import { availableParallelism, hostname, loadavg } from 'node:os'
import { ENGINE_FACTORIES } from '#compute/engines/factory'
import { announce } from '#live/announce'
import { WORKERS_TOPIC } from '#live/topics'
import { codeVersion } from '#services/code_version'

/** How soon at most a worker hears what is asked of it. */
export const WORKER_HEARTBEAT_SECONDS = 5

/** What a worker says of itself. */
export interface WorkInHand {
  /** Runs in hand. */
  readonly busy: number
  readonly evaluating: number
  readonly takesJobs: boolean
}

interface Heart {
  readonly state: () => WorkInHand
  /** Told with every beat whether the worker is to drain. */
  readonly hear: (isToDrain: boolean) => Promise<void>
  readonly note: (error: unknown) => void
}

/** Rate of the runs that a worker has in hand. */
const STEPS_PER_SECOND = `(select sum(r.env_steps_per_second) from training_runs r
  where r.worker_id = workers.worker_id and r.status = 'running')`

/** This process in the registry of those that work the queues. */
export class RegisteredWorker {
  readonly workerId: number
  #timer: NodeJS.Timeout | null = null
  #beating: Promise<void> | null = null

  constructor(workerId: number) {
    this.workerId = workerId
  }

  /** Says every few seconds that the process lives and what it does, and hears what is asked of it. */
  beat(heart: Heart): void {
    this.#timer = setInterval(() => {
      // a beat that waits for the database is not doubled by the next
      this.#beating ??= this.#beatOnce(heart)
        .catch(heart.note)
        .finally(() => (this.#beating = null))
    }, WORKER_HEARTBEAT_SECONDS * 1000)
  }

  async #beatOnce({ state, hear }: Heart): Promise<void> {
    const [row] = await this.#store(state())
    if (row === undefined) return
    const before = state()
    await hear(row.draining_since !== null)
    if (state().takesJobs === before.takesJobs) return
    await this.#store(state())
    await announce(db.connection(), { topic: WORKERS_TOPIC, kind: 'status' })
  }

  async #store({ busy, evaluating, takesJobs }: WorkInHand) {
    return (await db
      .from('workers')
      .where('worker_id', this.workerId)
      .update({
        heartbeat_at: new Date(),
        busy,
        evaluating,
        takes_jobs: takesJobs,
        load_average: loadavg()[0],
        env_steps_per_second: db.raw(STEPS_PER_SECOND),
      })
      .returning('draining_since')) as unknown as { draining_since: Date | null }[]
  }

  /** Leaves the registry. */
  async leave(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.#beating
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
