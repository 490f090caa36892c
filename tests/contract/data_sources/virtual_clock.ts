import type { Clock } from '../../../app/core/ports/clock.ts'

/** A clock that moves only by being slept on, and remembers each sleep in milliseconds. */
export class VirtualClock implements Clock {
  readonly sleeps: number[] = []
  #now: number

  constructor(now: number) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  async sleep(milliseconds: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    this.sleeps.push(milliseconds)
    this.#now += milliseconds
  }
}
