import { inject } from '@adonisjs/core'
import type { HttpContext } from '@adonisjs/core/http'
import { openStream } from '#controllers/pages/open_stream'
import type { EventStream } from '#live/event_stream'
import { LiveHub } from '#live/live_hub'
import { EVENTS_TOPIC } from '#live/topics'
import { latestToldEvent, toldSince, type ToldEvent } from '#services/notifications/told_events'
import { integerIn } from '#validators/list_query'

/** The last event that a browser knows that comes back; null of one that is new. */
function knownTo(request: HttpContext['request']): number | null {
  const after = request.header('last-event-id') ?? request.qs()['after']
  return integerIn({ after }, 'after') ?? null
}

/** What has ended, to browsers whose people want to be told. */
export default class EventsController {
  @inject()
  async stream(ctx: HttpContext, hub: LiveHub) {
    const { request, response, logger } = ctx
    const stream = openStream(ctx)
    const known = knownTo(request)
    const feed = new ToldFeed(stream, known ?? (await latestToldEvent()))
    const stop = await hub.subscribe(EVENTS_TOPIC, ({ kind, data }) => {
      if (kind === 'told') feed.tell(data as unknown as ToldEvent)
      // the hub was away: whatever happened meanwhile was not announced to it
      if (kind === 'resync') {
        void feed.catchUp().catch((error: unknown) => {
          logger.error({ err: error }, 'Missed events could not be read')
          stream.close()
        })
      }
    })
    stream.onClose(stop)
    // also of who is new: something may have been told before this was listened for
    await feed.catchUp(known === null)
    response.header('content-type', 'text/event-stream')
    response.header('cache-control', 'no-cache, no-transform')
    response.header('x-accel-buffering', 'no')
    return response.stream(stream.body)
  }
}

/** Tells one browser each event once. */
class ToldFeed {
  readonly #stream: EventStream
  readonly #told = new Set<number>()
  #last: number
  /** What came while the missed was read; null: it is told at once. */
  #held: ToldEvent[] | null = []

  constructor(stream: EventStream, last: number) {
    this.#stream = stream
    this.#last = last
    // also who was told nothing yet knows what is new when it comes back
    stream.send(String(last), 'known', String(last))
  }

  tell(event: ToldEvent): void {
    if (this.#held !== null) this.#held.push(event)
    else this.#send(event)
  }

  /**
   * Tells what was missed, before anything that comes meanwhile.
   * @param isNew whether the browser knows nothing, so that all before the last is no news to it
   */
  async catchUp(isNew = false): Promise<void> {
    this.#held ??= []
    const last = this.#last
    for (const event of await toldSince(last)) if (!isNew || event.id > last) this.#send(event)
    const held = this.#held
    this.#held = null
    for (const event of held) this.#send(event)
  }

  #send(event: ToldEvent): void {
    if (this.#told.has(event.id)) return
    // it comes back and asks for what it has not read
    if (this.#stream.isBehind) return this.#stream.close()
    this.#told.add(event.id)
    this.#last = event.id
    this.#stream.send(JSON.stringify(event), 'told', String(event.id))
  }
}
