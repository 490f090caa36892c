import logger from '@adonisjs/core/services/logger'
import type { Queue } from '#services/queue'
import { wakeUnattendedStudies } from '#services/tuning/wake'

/** Looks from time to time for running studies that nobody would go on with, and wakes them. */
export class StudySweep {
  readonly #queue: Queue
  #timer: NodeJS.Timeout | null = null
  #sweeping: Promise<void> | null = null

  constructor(queue: Queue) {
    this.#queue = queue
  }

  begin(everySeconds: number): void {
    this.#timer = setInterval(() => {
      // one that waits for the database is not doubled by the next
      this.#sweeping ??= wakeUnattendedStudies(this.#queue)
        // as while the disk is still full: the next one tries again
        .catch((error: unknown) => logger.warn({ err: error }, 'Studies could not be woken'))
        .finally(() => (this.#sweeping = null))
    }, everySeconds * 1000)
  }

  async end(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer)
    await this.#sweeping
  }
}
