import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { fromKnex, PgBoss, type Job } from 'pg-boss'

/** Queues that exist from the start; a queue for one engine fingerprint is made when it is needed. */
export const TRAIN_QUEUE = 'train'
export const TRAIN_LOST_QUEUE = 'train_lost'
export const RERUN_LOST_QUEUE = 'rerun_lost'
export const EVALUATE_QUEUE = 'evaluate'
export const EVALUATE_LOST_QUEUE = 'evaluate_lost'
export const TUNE_QUEUE = 'tune'
export const NOTIFY_QUEUE = 'notify'
export const MAIL_QUEUE = 'mail'

/** Longest time of one attempt; pg-boss allows no more than a day. */
const LONGEST_ATTEMPT_SECONDS = 24 * 3600
/** A worker that is silent so long is taken for dead and its job is given to another. */
const HEARTBEAT_SECONDS = 15
const HEARTBEAT_REFRESH_SECONDS = 4
const SUPERVISE_SECONDS = 3
const MOST_RETRIES = 5

/** Queues whose jobs settle what another queue gave up. */
const LOST_QUEUES = [TRAIN_LOST_QUEUE, RERUN_LOST_QUEUE, EVALUATE_LOST_QUEUE]
/** Queues of jobs that are over in seconds. */
const SHORT_QUEUES = [...LOST_QUEUES, NOTIFY_QUEUE, MAIL_QUEUE, TUNE_QUEUE]

const TRAINING_QUEUE_OPTIONS = {
  expireInSeconds: LONGEST_ATTEMPT_SECONDS,
  heartbeatSeconds: HEARTBEAT_SECONDS,
  retryLimit: MOST_RETRIES,
  retryDelay: 0,
  retentionSeconds: 365 * 24 * 3600,
  notify: true,
}

interface Log {
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}

/** What waits in a queue. */
export interface QueueLoad {
  readonly name: string
  /** Jobs that wait for a worker. */
  readonly waiting: number
  /** Jobs that are tried again later. */
  readonly putOff: number
  /** Jobs in the hands of workers. */
  readonly inHand: number
}

/** Jobs in PostgreSQL (pg-boss): sent within the transaction that makes them necessary. */
export class Queue {
  readonly #boss: PgBoss
  readonly #working = new Set<string>()
  #started: Promise<void> | null = null

  constructor(connectionString: string, log: Log) {
    this.#boss = new PgBoss({
      connectionString,
      max: 4,
      useListenNotify: true,
      superviseIntervalSeconds: SUPERVISE_SECONDS,
      monitorIntervalSeconds: SUPERVISE_SECONDS,
      schedule: false,
    })
    this.#boss.on('error', (error) => log.error({ err: error }, 'The queue met an error'))
    this.#boss.on('warning', ({ message, data }) => log.warn({ data }, message))
  }

  /** Connects and makes the queues, once; called by whoever sends or works. */
  async start(): Promise<void> {
    this.#started ??= this.#open()
    await this.#started
  }

  /** Puts jobs into a queue; they exist when and only when the transaction commits. */
  async send(
    queue: string,
    jobs: readonly object[],
    trx: TransactionClientContract
  ): Promise<void> {
    await this.start()
    const db = fromKnex(trx.knexClient)
    await this.#boss.insert(
      queue,
      jobs.map((data) => ({ data })),
      { db }
    )
  }

  /** Makes a queue like `train`, if there is none of this name. */
  async ensureTrainingQueue(name: string): Promise<void> {
    await this.ensureLongQueue(name, TRAIN_LOST_QUEUE)
  }

  /** Makes a queue of jobs that last minutes or hours, if there is none of this name. */
  async ensureLongQueue(name: string, deadLetter: string): Promise<void> {
    await this.start()
    await this.#boss.createQueue(name, { ...TRAINING_QUEUE_OPTIONS, deadLetter })
  }

  /**
   * Works a queue in this process, `concurrency` jobs at a time. The handler's rejection makes the job
   * be tried again, by whichever worker is free.
   */
  async work<Data>(
    queue: string,
    concurrency: number,
    handler: (data: Data) => Promise<void>
  ): Promise<void> {
    await this.start()
    this.#working.add(queue)
    const heartbeat = SHORT_QUEUES.includes(queue)
      ? {}
      : { heartbeatRefreshSeconds: HEARTBEAT_REFRESH_SECONDS }
    await this.#boss.work<Data>(
      queue,
      {
        ...heartbeat,
        localConcurrency: concurrency,
        pollingIntervalSeconds: 1,
        notifyPollingIntervalSeconds: 2,
      },
      async (jobs: Job<Data>[]) => {
        for (const job of jobs) await handler(job.data)
      }
    )
  }

  /** What waits in each queue, as counted within the last seconds; by name. */
  async loads(): Promise<QueueLoad[]> {
    await this.start()
    const queues = await this.#boss.getQueues()
    const loads = queues.map(({ name, readyCount, deferredCount, activeCount }) => ({
      name,
      waiting: readyCount,
      putOff: deferredCount,
      inHand: activeCount,
    }))
    return loads.sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  /** Takes no more jobs; those in hand go on. Letters still leave: only a server sends them, while it serves. */
  async stopTaking(): Promise<void> {
    const queues = [...this.#working].filter((queue) => queue !== MAIL_QUEUE)
    for (const queue of queues) this.#working.delete(queue)
    await Promise.all(queues.map((queue) => this.#boss.offWork(queue, { wait: false })))
  }

  /** Waits for the jobs in hand, at most `timeoutSeconds`, and disconnects. */
  async stop(timeoutSeconds: number): Promise<void> {
    if (this.#started === null) return
    await this.#started
    await this.#boss.stop({ graceful: true, timeout: timeoutSeconds * 1000 })
  }

  async #open(): Promise<void> {
    await this.#boss.start()
    for (const name of SHORT_QUEUES) {
      await this.#boss.createQueue(name, {
        notify: true,
        retryLimit: 20,
        retryDelay: 5,
        retryBackoff: true,
        retryDelayMax: 300,
      })
    }
    await this.#boss.createQueue(TRAIN_QUEUE, {
      ...TRAINING_QUEUE_OPTIONS,
      deadLetter: TRAIN_LOST_QUEUE,
    })
    await this.#boss.createQueue(EVALUATE_QUEUE, {
      ...TRAINING_QUEUE_OPTIONS,
      deadLetter: EVALUATE_LOST_QUEUE,
    })
  }
}
