import type { LiveHub } from './live_hub.js'
import type { Announcement } from './topics.js'

/** Waits for what is announced. An announcement that comes while nobody waits ends the next wait. */
export class Changes {
  #next = Promise.withResolvers<void>()
  readonly #unsubscribe: (() => void)[] = []

  private constructor() {}

  /** @param matters whether an announcement ends a wait */
  static async of(
    hub: Pick<LiveHub, 'subscribe'>,
    topics: readonly string[],
    matters: (announcement: Announcement) => boolean
  ): Promise<Changes> {
    const changes = new Changes()
    for (const topic of topics) {
      const hear = (announcement: Announcement) =>
        void (matters(announcement) && changes.#next.resolve())
      changes.#unsubscribe.push(await hub.subscribe(topic, hear))
    }
    return changes
  }

  /** Until something that matters is announced, the signal aborts, or the time is over. */
  async next(atMostMilliseconds: number, signal: AbortSignal): Promise<void> {
    const wake = () => this.#next.resolve()
    const timer = setTimeout(wake, atMostMilliseconds)
    signal.addEventListener('abort', wake, { once: true })
    await this.#next.promise
    this.#next = Promise.withResolvers()
    clearTimeout(timer)
    signal.removeEventListener('abort', wake)
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe.splice(0)) unsubscribe()
  }
}
