import type { HttpContext } from '@adonisjs/core/http'
import type { Logger } from '@adonisjs/core/logger'
import { liveFoot } from '#controllers/pages/live_foot'
import { openStream } from '#controllers/pages/open_stream'
import { eventText, type EventStream } from '#live/event_stream'
import type { LiveHub } from '#live/live_hub'

const LEAST_MS_BETWEEN = 1000
const QUIET_MS = 5000

/** What many pages show alike. */
interface Shared {
  /** Pages of one key show the same. */
  readonly key: string
  readonly topics: readonly string[]
  /** Reads and renders it anew. */
  readonly render: () => Promise<Told>
  /** Without news it is told again so often, so that a lost heartbeat shows. */
  readonly quietMilliseconds?: number
}

interface Told {
  /** Fragments to swap in; empty where events tell all. */
  readonly html: string
  readonly events?: readonly (readonly [data: string, event: string])[]
  /** How what is shown has ended: the pages read anew what depends on it. */
  readonly ended?: string
}

const feeds = new Map<string, Promise<SharedFeed>>()

/** Answers with a stream of a page's live part, made once for all open pages of its key. */
export async function joinSharedFeed(ctx: HttpContext, hub: LiveHub, shared: Shared) {
  const stream = openStream(ctx)
  const joined = feeds.get(shared.key) ?? SharedFeed.of(shared, hub, ctx)
  feeds.set(shared.key, joined)
  ;(await joined).join(stream)
  ctx.response.header('content-type', 'text/event-stream')
  ctx.response.header('cache-control', 'no-cache, no-transform')
  ctx.response.header('x-accel-buffering', 'no')
  return ctx.response.stream(stream.body)
}

/** Tells the open pages of one key what has changed, at most once a second. */
class SharedFeed {
  readonly #shared: Shared
  readonly #view: HttpContext['view']
  readonly #logger: Logger
  readonly #streams = new Set<EventStream>()
  readonly #quiet: NodeJS.Timeout
  #stops: (() => void)[] = []
  #timer: NodeJS.Timeout | null = null
  #told: Buffer | null = null

  private constructor(shared: Shared, { view, logger }: Pick<HttpContext, 'view' | 'logger'>) {
    this.#shared = shared
    this.#view = view
    this.#logger = logger
    this.#quiet = setInterval(() => this.#changed(), shared.quietMilliseconds ?? QUIET_MS)
  }

  static async of(
    shared: Shared,
    hub: Pick<LiveHub, 'subscribe'>,
    ctx: Pick<HttpContext, 'view' | 'logger'>
  ) {
    const feed = new SharedFeed(shared, ctx)
    feed.#stops = await Promise.all(
      shared.topics.map((topic) => hub.subscribe(topic, () => feed.#changed()))
    )
    return feed
  }

  join(stream: EventStream): void {
    this.#streams.add(stream)
    stream.onClose(() => this.#leave(stream))
    // who joins late is told what the others know
    if (this.#told !== null) stream.write(this.#told)
    this.#changed()
    if (stream.isClosed) this.#leave(stream)
  }

  /** Without a page there is nobody to tell; another that waits for this feed joins it first. */
  #leave(stream: EventStream): void {
    this.#streams.delete(stream)
    setImmediate(() => this.#streams.size === 0 && this.#stop())
  }

  #stop(): void {
    feeds.delete(this.#shared.key)
    clearInterval(this.#quiet)
    if (this.#timer) clearTimeout(this.#timer)
    for (const stop of this.#stops.splice(0)) stop()
  }

  #changed(): void {
    this.#timer ??= setTimeout(() => void this.#tellSafely(), LEAST_MS_BETWEEN)
  }

  /** Streams that cannot be fed are closed; their pages say so and connect again. */
  async #tellSafely(): Promise<void> {
    try {
      await this.#tell()
    } catch (error) {
      this.#logger.error({ err: error }, `The live pages of ${this.#shared.key} could not be fed`)
      for (const stream of this.#streams) stream.close()
    } finally {
      this.#timer = null
    }
  }

  async #tell(): Promise<void> {
    const { html, events = [], ended } = await this.#shared.render()
    const messages = [eventText(html + (await liveFoot(this.#view)))]
    messages.push(...events.map(([data, name]) => eventText(data, name)))
    if (ended !== undefined) messages.push(eventText(ended, 'finished'))
    this.#told = Buffer.from(messages.join(''))
    for (const stream of this.#streams) if (!stream.isBehind) stream.write(this.#told)
  }
}
