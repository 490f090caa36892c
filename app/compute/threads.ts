import type { TransferListItem } from 'node:worker_threads'
import { Piscina } from 'piscina'

/** hot-hook adds a query to the address of a module */
const isSource = new URL(import.meta.url).pathname.endsWith('.ts')

const IDLE_MILLISECONDS = 2000

interface TaskOptions {
  readonly transferList?: readonly TransferListItem[]
  /** Kills the thread. */
  readonly signal?: AbortSignal
}

/**
 * Threads that run one task each; made when they are needed, gone a while after. A thread that dies
 * fails its own task and no other, at whatever moment.
 *
 * Tasks wait here and not in Piscina, which forgets what it has queued behind a thread that dies.
 */
export class Threads {
  readonly #pool: Piscina
  /** Of the tasks in hand, oldest first. */
  readonly #tasks = new Set<AbortController>()
  readonly #waiting: (() => void)[] = []
  #free: number
  #fault: unknown = null

  /** @param entry name of the thread's entry in `workers/`, or its address; without its ending */
  constructor(entry: string | URL, threads: number) {
    const address =
      typeof entry === 'string' ? new URL(`./workers/${entry}`, import.meta.url) : entry
    this.#free = threads
    this.#pool = new Piscina({
      filename: new URL(`${address.pathname}.${isSource ? 'ts' : 'js'}`, address).href,
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: IDLE_MILLISECONDS,
      execArgv: isSource ? ['--import=@poppinss/ts-exec', '--enable-source-maps'] : [],
    })
    // of a thread without a task, so of one that could not begin
    this.#pool.on('error', (fault) => (this.#fault = fault))
    this.#pool.on('workerDestroy', () => setImmediate(() => this.#failForgotten()))
  }

  /** What the thread's entry returns; rejects when the thread dies or the signal aborts. */
  async run(task: unknown, { transferList = [], signal }: TaskOptions = {}): Promise<unknown> {
    if (this.#free > 0) this.#free--
    else await new Promise<void>((resolve) => this.#waiting.push(resolve))
    const own = new AbortController()
    this.#tasks.add(own)
    try {
      return await this.#pool.run(task, {
        transferList: [...transferList],
        signal: signal === undefined ? own.signal : AbortSignal.any([own.signal, signal]),
      })
    } catch (error) {
      throw own.signal.aborted ? own.signal.reason : error
    } finally {
      this.#tasks.delete(own)
      this.#give()
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy()
  }

  #give(): void {
    const next = this.#waiting.shift()
    if (next === undefined) this.#free++
    else next()
  }

  /** Piscina starts no other thread for tasks whose thread died before it began: the newest ones. */
  #failForgotten(): void {
    const count = this.#pool.queueSize
    if (count === 0) return
    for (const task of [...this.#tasks].slice(-count)) {
      task.abort(new Error('the thread ended before it began', { cause: this.#fault }))
    }
    this.#fault = null
  }
}
