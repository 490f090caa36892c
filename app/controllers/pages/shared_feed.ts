import type { HttpContext } from '@adonisjs/core/http'
import type { Logger } from '@adonisjs/core/logger'
import { liveFoot } from '#controllers/pages/live_foot'
import { openStream } from '#controllers/pages/open_stream'
import { eventText, type EventStream } from '#live/event_stream'
import type { LiveHub } from '#live/live_hub'
import type { Announcement } from '#live/topics'
import { integerIn } from '#validators/list_query'

const LEAST_MS_BETWEEN = 1000
const QUIET_MS = 5000

/** What many pages show alike. */
interface Shared {
  /** Pages of one key show the same. */
  readonly key: string
  readonly topics: readonly string[]
  /** Reads and renders it anew. */
  readonly render: (heard: Heard) => Promise<Told>
  /** So often it is told without news, too, so that a lost heartbeat shows. */
  readonly quietMilliseconds?: number
  /** A page that was away for longer reads itself anew: what it missed is not told again. */
  readonly catchUpMilliseconds?: number
}

/** What has happened since the pages were told last. */
export interface Heard {
  readonly announcements: readonly Announcement[]
  /** Whether it is time to look at what nobody announces, such as an overdue heartbeat. */
  readonly isDue: boolean
  /** The earliest moment that a page which has come (back) knows of, Unix milliseconds. */
  readonly since: number | null
}

interface Told {
  /** Fragments to swap in, all that the pages show of it: only those that changed are sent. */
  readonly html: string
  /** News, which are sent once: who comes later asks for them by its moment. */
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
  ;(await joined).join(stream, momentOf(ctx.request))
  ctx.response.header('content-type', 'text/event-stream')
  ctx.response.header('cache-control', 'no-cache, no-transform')
  ctx.response.header('x-accel-buffering', 'no')
  return ctx.response.stream(stream.body)
}

/** Of the last message that a page which comes back has read, or else when it was made; Unix milliseconds. */
function momentOf(request: HttpContext['request']): number | null {
  const last = request.header('last-event-id')
  return integerIn(last === undefined ? request.qs() : { since: last }, 'since')
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
  #heard: Announcement[] = []
  #since: number | null = null
  #isDue = true
  #told: readonly string[] = []
  #toldAt = Date.now()
  readonly #slow = new Set<EventStream>()

  private constructor(shared: Shared, { view, logger }: Pick<HttpContext, 'view' | 'logger'>) {
    this.#shared = shared
    this.#view = view
    this.#logger = logger
    this.#quiet = setInterval(() => {
      this.#isDue = true
      this.#tellSoon()
    }, shared.quietMilliseconds ?? QUIET_MS)
  }

  static async of(
    shared: Shared,
    hub: Pick<LiveHub, 'subscribe'>,
    ctx: Pick<HttpContext, 'view' | 'logger'>
  ) {
    const feed = new SharedFeed(shared, ctx)
    const hear = (announcement: Announcement) => {
      feed.#heard.push(announcement)
      feed.#tellSoon()
    }
    feed.#stops = await Promise.all(shared.topics.map((topic) => hub.subscribe(topic, hear)))
    return feed
  }

  join(stream: EventStream, moment: number | null): void {
    this.#streams.add(stream)
    stream.onClose(() => this.#leave(stream))
    // who joins late is told what the others know
    if (this.#told.length > 0) stream.send(this.#told.join(''))
    const { catchUpMilliseconds = Infinity } = this.#shared
    const isLongAgo = moment !== null && Date.now() - moment > catchUpMilliseconds
    if (isLongAgo) stream.send(String(moment), 'stale')
    else if (moment !== null) this.#since = Math.min(this.#since ?? moment, moment)
    this.#tellSoon()
    if (stream.isClosed) this.#leave(stream)
  }

  /** Without a page there is nobody to tell; another that waits for this feed joins it first. */
  #leave(stream: EventStream): void {
    this.#streams.delete(stream)
    this.#slow.delete(stream)
    setImmediate(() => this.#streams.size === 0 && this.#stop())
  }

  #stop(): void {
    feeds.delete(this.#shared.key)
    clearInterval(this.#quiet)
    if (this.#timer) clearTimeout(this.#timer)
    for (const stop of this.#stops.splice(0)) stop()
  }

  #tellSoon(): void {
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
    // what was announced meanwhile may have been read too early
    if (this.#streams.size > 0 && (this.#heard.length > 0 || this.#since !== null)) this.#tellSoon()
  }

  async #tell(): Promise<void> {
    const now = Date.now()
    const heard = { announcements: this.#heard, since: this.#since, isDue: this.#isDue }
    this.#isDue = false
    this.#heard = []
    this.#since = null
    const { html, events = [], ended } = await this.#shared.render(heard)
    const parts = [...partsOf(html), await liveFoot(this.#view)]
    const changed = parts.filter((part) => !this.#told.includes(part))
    this.#told = parts
    const messages: [data: string, event?: string][] = events.map((event) => [...event])
    if (changed.length > 0) messages.unshift([changed.join('')])
    if (ended !== undefined) messages.push([ended, 'finished'])
    // in quiet times too a page that is cut off knows how long ago that was
    if (messages.length > 0 || heard.isDue) this.#send(messages, now)
  }

  /** What follows the messages says which moment a page that has read them all knows of. */
  #send(messages: readonly [data: string, event?: string][], moment: number): void {
    const texts = messages.map(([data, event]) => eventText(data, event))
    const bytes = Buffer.from(`${texts.join('')}id: ${moment}\n\n`)
    for (const stream of this.#streams) {
      if (stream.isBehind) this.#wait(stream)
      else stream.write(bytes)
    }
    this.#toldAt = moment
  }

  /** A page that reads slowly is told what it could not be told once it has read what it was sent. */
  #wait(stream: EventStream): void {
    if (this.#slow.has(stream)) return
    this.#slow.add(stream)
    const knows = this.#toldAt
    stream.onceRead(() => {
      if (!this.#slow.delete(stream)) return
      this.#since = Math.min(this.#since ?? knows, knows)
      this.#told = []
      this.#tellSoon()
    })
  }
}

/** The fragments of a text of fragments. */
function partsOf(html: string): string[] {
  return html.split(/(?=<hx-partial )/).filter((part) => part.trim() !== '')
}
