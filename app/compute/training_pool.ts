import { availableParallelism } from 'node:os'
import { MessageChannel } from 'node:worker_threads'
import { Threads } from './threads.ts'
import type { ThreadFault } from './workers/train_worker.ts'
import {
  CONTROL_BYTES,
  PENDING,
  STOP,
  STOP_AFTER_CHECKPOINT,
  STOP_NOW,
  type TrainMessage,
  type TrainResult,
  type TrainTask,
} from './workers/train_messages.ts'

/** What a thread posts that is to be stored. */
export type StoredMessage = Exclude<TrainMessage, { type: 'ended' }>

/** A run in a thread. */
export interface RunningTraining {
  readonly result: Promise<TrainResult | ThreadFault>
  /** Ends the run at its next step, as cancelled. */
  stop(): void
  /** The same, but at the end of its episode and behind a checkpoint. */
  drain(): void
  /** Kills the thread. */
  abort(): void
}

/** Threads for training runs, one a run; made when they are needed, gone a while after. */
export class TrainingPool {
  readonly threads: number
  readonly #pool: Threads

  constructor(threads = availableParallelism()) {
    this.threads = threads
    this.#pool = new Threads('train_worker', threads)
  }

  /**
   * Starts a run. `receive` is called for each message in order and awaited before the next; a batch
   * counts as stored when it resolves. When it rejects the thread is killed; then, and when a thread
   * dies by itself, the result rejects. Runs that wait for a thread go on.
   */
  train(
    task: Omit<TrainTask, 'control' | 'port'>,
    receive: (message: StoredMessage) => Promise<void>
  ): RunningTraining {
    const control = new SharedArrayBuffer(CONTROL_BYTES)
    const flags = new Int32Array(control)
    const { port1, port2 } = new MessageChannel()
    const abort = new AbortController()
    let received = Promise.resolve()
    let failure: unknown = null
    const ended = Promise.withResolvers<void>()
    port1.once('close', () => ended.resolve())
    port1.on('message', (message: TrainMessage) => {
      if (message.type === 'ended') return ended.resolve()
      received = received
        .then(() => receive(message))
        .catch((error: unknown) => {
          failure ??= error
          abort.abort()
        })
        .finally(() => {
          if (message.type !== 'batch') return
          Atomics.sub(flags, PENDING, 1)
          Atomics.notify(flags, PENDING)
        })
    })
    const run = async (): Promise<TrainResult | ThreadFault> => {
      try {
        const given = { ...task, control, port: port2 }
        const options = { transferList: [port2], signal: abort.signal }
        const result = (await this.#pool.run(given, options)) as TrainResult | ThreadFault
        await ended.promise
        await received
        if (failure !== null) throw failure
        return result
      } catch (error) {
        await received
        throw failure ?? error
      } finally {
        port1.close()
      }
    }
    return {
      result: run(),
      stop: () => void Atomics.store(flags, STOP, STOP_NOW),
      drain: () => void Atomics.store(flags, STOP, STOP_AFTER_CHECKPOINT),
      abort: () => abort.abort(),
    }
  }

  async close(): Promise<void> {
    await this.#pool.close()
  }
}
