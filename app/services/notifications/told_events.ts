import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { row, rows } from '#services/pages/rows'

/** Who is away for longer starts anew. */
const KEPT = `interval '1 day'`
/** Numbers are given before the commit: one that was given earlier may be seen so much later. */
const LONGEST_COMMIT = `interval '1 minute'`
/** Who was away for hours is not rained upon. */
const MOST_AT_ONCE = 20

/** What browsers are told: a sentence for people and its page. */
export interface ToldEvent {
  readonly id: number
  readonly event: string
  readonly text: string
  readonly path: string
}

/** Keeps an event for browsers that are cut off just now. */
export async function keepToldEvent(
  trx: TransactionClientContract,
  event: Omit<ToldEvent, 'id'>
): Promise<ToldEvent> {
  await trx.rawQuery(`delete from told_events where told_at < clock_timestamp() - ${KEPT}`)
  const [{ told_event_id: id }] = (await trx
    .table('told_events')
    .insert(event)
    .returning('told_event_id')) as [{ told_event_id: string }]
  return { id: Number(id), ...event }
}

/** The newest; 0 where nothing was told in the last day. */
export async function latestToldEvent(): Promise<number> {
  const found = await row<{ id: string | null }>('select max(told_event_id) as id from told_events')
  return Number(found?.id ?? 0)
}

/**
 * What was told after an event, at most the newest 20, oldest first; some of the minute before it too:
 * who asks leaves out what it knows.
 */
export async function toldSince(id: number): Promise<ToldEvent[]> {
  const found = await rows<Omit<ToldEvent, 'id'> & { id: string }>(
    `select told_event_id as id, event, text, path from told_events
     where told_event_id <> :id and told_at > coalesce(
       (select told_at from told_events where told_event_id = :id) - ${LONGEST_COMMIT}, '-infinity')
     order by told_event_id desc limit ${MOST_AT_ONCE}`,
    { id }
  )
  return found.map((each) => ({ ...each, id: Number(each.id) })).reverse()
}
