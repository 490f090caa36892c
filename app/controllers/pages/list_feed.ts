import type { HttpContext } from '@adonisjs/core/http'
import { joinSharedFeed, type Heard } from '#controllers/pages/shared_feed'
import type { LiveHub } from '#live/live_hub'
import type { Announcement } from '#live/topics'

/** Longer than clocks of two machines differ. */
const SLACK_MS = 10_000
const CATCH_UP_MS = 60_000
/** A feed that has drawn more rows forgets what they were. */
const MOST_KNOWN = 5000

/** A row as a page draws it, under the id that it has there. */
export interface DrawnRow {
  readonly id: string
  /** Its cells; the first is empty, for it names the row, links with the page's filters and holds its tick. */
  readonly cells: string
  /** When it came to be, Unix milliseconds; null of a row within a group. */
  readonly begun: number | null
}

/** A list whose rows follow what happens. Nothing of them depends on who looks. */
export interface LiveList {
  /** Lists of one key have the same rows. */
  readonly key: string
  readonly topics: readonly string[]
  /** Ids of what announcements are of. */
  readonly concerned: (announcements: readonly Announcement[]) => Promise<readonly number[]>
  /** Ids of what goes on, or has begun or ended since a moment. */
  readonly since: (moment: Date) => Promise<readonly number[]>
  readonly draw: (ids: readonly number[]) => Promise<readonly DrawnRow[]>
  /** Rows that are no more, unless they are drawn. */
  readonly named: (announcements: readonly Announcement[]) => readonly string[]
}

/**
 * Answers with a stream of a list's rows, each drawn once for all who look and sent when it differs from
 * what they were sent. A page takes the rows that it shows.
 */
export async function joinListFeed(ctx: HttpContext, hub: LiveHub, list: LiveList) {
  const known = new Map<string, string>()
  return joinSharedFeed(ctx, hub, {
    key: `list ${list.key}`,
    topics: list.topics,
    catchUpMilliseconds: CATCH_UP_MS,
    render: async (heard) => {
      const { announcements, since } = heard
      const moment = momentOf(heard)
      const ids = [
        ...(await list.concerned(announcements)),
        ...(moment === null ? [] : await list.since(new Date(moment - SLACK_MS))),
      ]
      const drawn = await list.draw([...new Set(ids)])
      // who has come back may lack what the others know
      const rows = since === null ? drawn.filter(({ id, cells }) => known.get(id) !== cells) : drawn
      const isDrawn = (name: string) => drawn.some(({ id }) => id === name)
      const gone = [...new Set(list.named(announcements))].filter((name) => !isDrawn(name))
      if (known.size > MOST_KNOWN) known.clear()
      for (const { id, cells } of rows) known.set(id, cells)
      if (rows.length + gone.length === 0) return { html: '' }
      return { html: '', events: [[JSON.stringify({ rows, gone }), 'rows']] }
    },
  })
}

/** From when on to read what has changed; null where the announcements say it all. */
function momentOf({ announcements, since, isDue }: Heard): number | null {
  if (since !== null) return since
  if (announcements.some(({ kind }) => kind === 'resync')) return Date.now() - CATCH_UP_MS
  return isDue ? Date.now() : null
}
