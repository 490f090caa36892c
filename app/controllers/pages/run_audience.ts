import { eventText, type EventStream } from '#live/event_stream'
import { ChartAppends } from '#transformers/charts/chart_appends'

/** What a page shows already. */
export interface Drawn {
  /** The last training episode in its charts. */
  readonly until: number
  /** The validation episode whose equity it draws; 0: none. */
  readonly latest: number
  /** The validation that it marks as best; 0: none. */
  readonly best: number
  /** Whether it knows what the worker found out before training. */
  readonly begun: boolean
}

/** Open pages of one run that show the same, so that one message does for all of them. */
export class RunAudience {
  readonly streams = new Set<EventStream>()
  drawn: Drawn
  statusTold: string | null = null
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
    apart.statusTold = this.statusTold
    apart.appends = this.appends.copy()
    for (const stream of behind) {
      this.streams.delete(stream)
      apart.streams.add(stream)
    }
    return apart
  }

  /** Sends messages, each of data and, where it is not HTML to swap in, the name of an event. */
  send(messages: readonly (readonly [data: string, event?: string])[]): void {
    const bytes = Buffer.from(messages.map(([data, event]) => eventText(data, event)).join(''))
    for (const stream of this.streams) stream.write(bytes)
  }
}
