import { eventText, type EventStream } from '#live/event_stream'
import { ChartAppends } from '#transformers/charts/chart_appends'
import { integerIn } from '#validators/list_query'

/** What a page shows already. */
export interface Drawn {
  /** Its charts have every point up to this episode. */
  readonly until: number
  /** The validation episode whose equity it draws; 0: none. */
  readonly latest: number
  /** The validation that it marks as best; 0: none. */
  readonly best: number
  /** Whether it knows what the worker found out before training. */
  readonly begun: boolean
}

/** Asks the stream for what follows; each message says it too, for a page that is cut off after it. */
export function positionText({ until, latest, best, begun }: Drawn): string {
  return `after=${until}&latest=${latest}&best=${best}&begun=${begun ? 1 : 0}`
}

/** What a page that asks from `position` shows; without one it shows all of `episodesDone`. */
export function drawnAt(position: Record<string, unknown>, episodesDone: number): Drawn {
  return {
    until: integerIn(position, 'after') ?? episodesDone,
    latest: integerIn(position, 'latest') ?? 0,
    best: integerIn(position, 'best') ?? 0,
    begun: integerIn(position, 'begun') === 1,
  }
}

/**
 * The last episode up to which a page that was read with so many done lacks nothing: a validation is
 * stored after the training episode of its number.
 */
export function surelyDrawn(episodesDone: number): number {
  return Math.max(0, episodesDone - 1)
}

/** HTML to swap in, or data with the name of an event; with the position that it brings a page to. */
export type Message = readonly [data: string, event?: string, position?: string]

/** Open pages of one run that show the same, so that one message does for all of them. */
export class RunAudience {
  readonly streams = new Set<EventStream>()
  drawn: Drawn
  appends: ChartAppends

  constructor(drawn: Drawn) {
    this.drawn = drawn
    this.appends = new ChartAppends(drawn.until)
  }

  /** Takes the pages that read slower than they are written to into an audience of their own. */
  splitBehind(): RunAudience | null {
    const behind = [...this.streams].filter(({ isBehind }) => isBehind)
    if (behind.length === 0) return null
    const apart = new RunAudience(this.drawn)
    apart.appends = this.appends.copy()
    for (const stream of behind) {
      this.streams.delete(stream)
      apart.streams.add(stream)
    }
    return apart
  }

  send(messages: readonly Message[]): void {
    const bytes = Buffer.from(messages.map((message) => eventText(...message)).join(''))
    for (const stream of this.streams) stream.write(bytes)
  }
}
