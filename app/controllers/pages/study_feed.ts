import type { HttpContext } from '@adonisjs/core/http'
import type { Logger } from '@adonisjs/core/logger'
import { liveFoot } from '#controllers/pages/live_foot'
import { OBJECTIVE_LABELS } from '#core/tuning/objectives'
import { eventText, type EventStream } from '#live/event_stream'
import type { LiveHub } from '#live/live_hub'
import { studyTopic } from '#live/topics'
import { studyProgress } from '#services/pages/studies/study_page'

const LEAST_MS_BETWEEN = 250
/** Each open page makes the next message come so much later: many pages cost little more than few. */
const MS_FOR_EACH_PAGE = 5

/** What a feed needs beside its study; every page of it is told the same. */
interface FeedParts {
  readonly hub: Pick<LiveHub, 'subscribe'>
  readonly view: HttpContext['view']
  readonly logger: Logger
}

const feeds = new Map<number, Promise<StudyFeed>>()

/** Feeds one more page of a study until its stream closes. */
export async function joinStudyFeed(
  studyId: number,
  stream: EventStream,
  parts: FeedParts
): Promise<void> {
  const joined = feeds.get(studyId) ?? StudyFeed.of(studyId, parts)
  feeds.set(studyId, joined)
  const feed = await joined
  stream.onClose(() => feed.leave(stream))
  if (stream.isClosed) feed.leave(stream)
  else feed.join(stream)
}

/**
 * Turns a study's announcements into its pages' progress, once for all open pages of it, at most 4 times
 * a second. Plots are not told: a page says how much has happened since, and draws them when asked.
 */
class StudyFeed {
  readonly #studyId: number
  readonly #parts: FeedParts
  readonly #streams = new Set<EventStream>()
  #stop: () => void = () => undefined
  #timer: NodeJS.Timeout | null = null
  #telling = false
  #again = false

  private constructor(studyId: number, parts: FeedParts) {
    this.#studyId = studyId
    this.#parts = parts
  }

  static async of(studyId: number, parts: FeedParts): Promise<StudyFeed> {
    const feed = new StudyFeed(studyId, parts)
    feed.#stop = await parts.hub.subscribe(studyTopic(studyId), () => feed.#changed())
    return feed
  }

  join(stream: EventStream): void {
    this.#streams.add(stream)
    this.#changed()
  }

  /** Without a page there is nobody to tell; the next page begins a feed anew. */
  leave(stream: EventStream): void {
    this.#streams.delete(stream)
    if (this.#streams.size > 0) return
    feeds.delete(this.#studyId)
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
    this.#stop()
  }

  #changed(): void {
    if (this.#telling) {
      this.#again = true
      return
    }
    const wait = Math.max(LEAST_MS_BETWEEN, MS_FOR_EACH_PAGE * this.#streams.size)
    this.#timer ??= setTimeout(() => void this.#tellSafely(), wait)
  }

  /** Streams that cannot be fed are closed; their pages say so and connect again. */
  async #tellSafely(): Promise<void> {
    this.#timer = null
    this.#telling = true
    try {
      await this.#tell()
    } catch (error) {
      const about = `The live pages of study ${this.#studyId} could not be fed`
      this.#parts.logger.error({ err: error }, about)
      for (const stream of this.#streams) stream.close()
    } finally {
      this.#telling = false
    }
    if (this.#again && this.#streams.size > 0) {
      this.#again = false
      this.#changed()
    }
  }

  async #tell(): Promise<void> {
    const progress = await studyProgress(this.#studyId)
    const { status } = progress.study
    const state = { ...progress, labels: OBJECTIVE_LABELS }
    const html = await this.#parts.view.render('partials/studies/live', state)
    const fragment = eventText(html + (await liveFoot(this.#parts.view)))
    const end = status === 'running' ? '' : eventText(status, 'finished')
    const bytes = Buffer.from(fragment + end)
    let left = false
    for (const stream of this.#streams) {
      // the next message says it all anew
      if (stream.isBehind) left = true
      else stream.write(bytes)
    }
    if (left) this.#again = true
  }
}
