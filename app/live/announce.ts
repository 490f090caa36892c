import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { LIVE_CHANNEL, type Announcement } from './topics.js'

/** Announces changes; within a transaction they leave at its commit, and never when it rolls back. */
export async function announce(
  client: QueryClientContract,
  ...announcements: readonly Announcement[]
): Promise<void> {
  const payloads = announcements.map((announcement) => JSON.stringify(announcement))
  await client.rawQuery('select pg_notify(?, payload) from unnest(?::text[]) as payload', [
    LIVE_CHANNEL,
    payloads,
  ])
}
