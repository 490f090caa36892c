import pg, { type ClientConfig } from 'pg'
import { everyTopic, LIVE_CHANNEL, type Announcement } from './topics.js'

export type Listener = (announcement: Announcement) => void

const FIRST_RETRY_MILLISECONDS = 200
const LONGEST_RETRY_MILLISECONDS = 5000

/** What the hub needs of a logger. */
interface Log {
  warn(facts: object, message: string): void
}

/**
 * One LISTEN connection of this process, fanned out by topic. It connects with the first subscriber,
 * reconnects by itself, and then tells every subscriber to read anew (`resync`).
 */
export class LiveHub {
  readonly #connection: ClientConfig
  readonly #log: Log
  readonly #listeners = new Map<string, Set<Listener>>()
  #client: pg.Client | null = null
  #opening: Promise<void> | null = null
  #retry: NodeJS.Timeout | null = null
  #retryMilliseconds = FIRST_RETRY_MILLISECONDS
  #closed = false

  constructor(connection: ClientConfig, log: Log) {
    this.#connection = connection
    this.#log = log
  }

  /**
   * Hears what is announced on `topic` (or on every topic of its kind: `run:*`) until the returned
   * function is called. Resolves when the hub listens, so that nothing announced afterwards is missed.
   */
  async subscribe(topic: string, listener: Listener): Promise<() => void> {
    const listeners = this.#listeners.get(topic) ?? new Set()
    this.#listeners.set(topic, listeners.add(listener))
    await this.#open()
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) this.#listeners.delete(topic)
    }
  }

  /** Stops listening, for good. */
  async close(): Promise<void> {
    this.#closed = true
    if (this.#retry !== null) clearTimeout(this.#retry)
    this.#listeners.clear()
    await this.#opening
    const client = this.#client
    this.#client = null
    await client?.end()
  }

  async #open(): Promise<void> {
    if (this.#client !== null || this.#closed) return
    this.#opening ??= this.#connect().finally(() => {
      this.#opening = null
    })
    await this.#opening
  }

  /** Never rejects: a database that is away is tried again. */
  async #connect(): Promise<void> {
    const client = new pg.Client({ ...this.#connection, keepAlive: true })
    client.on('error', (error) => this.#lose(client, error))
    client.on('end', () => this.#lose(client, null))
    client.on('notification', ({ payload }) => this.#deliver(payload ?? ''))
    try {
      await client.connect()
      await client.query(`LISTEN ${LIVE_CHANNEL}`)
      this.#client = client
      this.#retryMilliseconds = FIRST_RETRY_MILLISECONDS
    } catch (error) {
      this.#scheduleRetry(error)
      await client.end().catch((cause: unknown) => {
        this.#log.warn({ err: cause }, 'A failed live connection did not close')
      })
    }
  }

  #lose(client: pg.Client, error: Error | null): void {
    if (this.#client !== client) return
    this.#client = null
    this.#scheduleRetry(error)
  }

  #scheduleRetry(error: unknown): void {
    if (this.#closed || this.#retry !== null) return
    this.#log.warn({ err: error }, 'Live updates are away; connecting again')
    this.#retry = setTimeout(() => {
      this.#retry = null
      void this.#open().then(() => this.#client !== null && this.#resync())
    }, this.#retryMilliseconds)
    this.#retryMilliseconds = Math.min(this.#retryMilliseconds * 2, LONGEST_RETRY_MILLISECONDS)
  }

  #resync(): void {
    for (const topic of this.#listeners.keys()) this.#tell(topic, { topic, kind: 'resync' })
  }

  #deliver(payload: string): void {
    const announcement = JSON.parse(payload) as Announcement
    this.#tell(announcement.topic, announcement)
    this.#tell(everyTopic(announcement.topic), announcement)
  }

  #tell(topic: string | null, announcement: Announcement): void {
    if (topic === null) return
    for (const listener of this.#listeners.get(topic) ?? []) listener(announcement)
  }
}
