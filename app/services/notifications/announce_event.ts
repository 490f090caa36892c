import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { announce } from '#live/announce'
import { EVENTS_TOPIC } from '#live/topics'
import type { EventFacts } from '#services/notifications/events'
import { keepToldEvent } from '#services/notifications/told_events'
import { NOTIFY_QUEUE, type Queue } from '#services/queue'

/** A payload of PostgreSQL's NOTIFY is at most 8,000 bytes. */
const LONGEST_TEXT = 500

/**
 * Tells browsers of an event, and queues its telling to every webhook that wants it, in the transaction in which it
 * happened: nothing is told of what was rolled back, and nobody waits for a slow receiver.
 */
export async function announceEvent(
  trx: TransactionClientContract,
  queue: Queue,
  facts: EventFacts,
  only: number | null = null
): Promise<void> {
  const { event, path } = facts
  const text = facts.text.slice(0, LONGEST_TEXT)
  if (only === null) {
    const data = { ...(await keepToldEvent(trx, { event, text, path })) }
    await announce(trx, { topic: EVENTS_TOPIC, kind: 'told', data })
  }
  const query = trx.from('webhooks').select('webhook_id')
  if (only === null) void query.where('active', true).whereRaw('? = any(events)', [facts.event])
  else void query.where('webhook_id', only)
  const wanted = (await query) as { webhook_id: number }[]
  if (wanted.length === 0) return
  const rows = (await trx
    .table('webhook_deliveries')
    .returning('webhook_delivery_id')
    .multiInsert(
      wanted.map(({ webhook_id: webhookId }) => ({
        webhook_id: webhookId,
        event: facts.event,
        payload: JSON.stringify(facts),
      }))
    )) as { webhook_delivery_id: number }[]
  const jobs = rows.map(({ webhook_delivery_id: deliveryId }) => ({ deliveryId }))
  await queue.send(NOTIFY_QUEUE, jobs, trx)
}
