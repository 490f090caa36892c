import encryption from '@adonisjs/core/services/encryption'
import db from '@adonisjs/lucid/services/db'
import { createHmac } from 'node:crypto'
import { CodedError } from '#core/errors'
import type { EventFacts } from '#services/notifications/events'
import { servedAddress } from '#services/settings/served_address'
import { postTo } from '#services/notifications/receivers'

const PATIENCE_MILLISECONDS = 10_000
const MOST_ATTEMPTS = 8

interface Delivery {
  readonly webhook_id: number
  readonly url: string
  readonly format: 'generic' | 'slack'
  readonly secret: string
  readonly payload: EventFacts
  readonly attempts: number
  readonly created_at: Date
}

interface Outcome {
  /** Null: no answer. */
  readonly status: number | null
  readonly fault: string | null
}

/** Nothing is sent under a key that anybody could guess. */
const UNSIGNABLE: Outcome = {
  status: null,
  fault: 'its secret cannot be read: this process has another APP_KEY than the one that stored it',
}

/** A delivery that is to be tried again: the job's rejection makes the queue do so, later each time. */
class DeliveryPutOff extends CodedError {
  readonly code = 'E_DELIVERY_PUT_OFF'
  readonly kind = 'upstream'

  constructor(fault: string) {
    super(`A webhook's receiver did not take a delivery: ${fault}.`, 'It is tried again later.')
  }
}

/**
 * Tells one webhook of one event, once: a receiver that answered 2xx is not told again. 4xx but 408 and
 * 429 fails at once, as does a webhook whose secret cannot be read; all else is tried up to 8 times.
 * @throws E_DELIVERY_PUT_OFF when it is to be tried again
 */
export async function deliver(deliveryId: number): Promise<void> {
  const delivery = (await db
    .from('webhook_deliveries as d')
    .join('webhooks as w', 'w.webhook_id', 'd.webhook_id')
    .where({ 'd.webhook_delivery_id': deliveryId, 'd.status': 'queued' })
    .select('w.webhook_id', 'w.url', 'w.format', 'w.secret', 'd.payload', 'd.attempts')
    .select('d.created_at')
    .first()) as Delivery | null
  if (delivery === null) return
  const attempts = delivery.attempts + 1
  const secret = encryption.decrypt<string>(delivery.secret)
  const { status, fault } = secret === null ? UNSIGNABLE : await post(deliveryId, delivery, secret)
  const isFinal =
    fault === null || secret === null || !isPassing(status) || attempts >= MOST_ATTEMPTS
  await db
    .from('webhook_deliveries')
    .where('webhook_delivery_id', deliveryId)
    .update({
      attempts,
      http_status: status,
      error: fault,
      status: fault === null ? 'delivered' : isFinal ? 'failed' : 'queued',
      settled_at: isFinal ? new Date() : null,
    })
  if (!isFinal) throw new DeliveryPutOff(fault)
}

/** Whether the same request may be taken later. */
function isPassing(status: number | null): boolean {
  return status === null || status >= 500 || status === 408 || status === 429
}

async function post(
  deliveryId: number,
  { url, format, payload, created_at: at }: Delivery,
  secret: string
): Promise<Outcome> {
  const link = `${await linkBase()}${payload.path}`
  const body =
    format === 'slack'
      ? JSON.stringify({ text: `${escaped(payload.text)} ${escaped(link)}` })
      : JSON.stringify({
          delivery_id: deliveryId,
          created_at: at.toISOString(),
          url: link,
          ...payload,
        })
  const seconds = Math.floor(Date.now() / 1000)
  try {
    const status = await postTo(new URL(url), {
      patienceMilliseconds: PATIENCE_MILLISECONDS,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'ReinforceStrategyCreator',
        'x-rsc-delivery': String(deliveryId),
        'x-rsc-signature': `t=${seconds},v1=${signature(secret, seconds, body)}`,
      },
      body,
    })
    return { status, fault: status >= 200 && status < 300 ? null : `it answered ${status}` }
  } catch (error) {
    return { status: null, fault: (error as Error).message }
  }
}

/** Where people reach the pages, not this process: it may be a worker on another machine. */
async function linkBase(): Promise<string> {
  const served = await servedAddress()
  if (served !== null) return served
  const { default: env } = await import('#start/env')
  return env.get('APP_URL')
}

/** HMAC-SHA256 of `seconds.body`, hex: proves the sender and the time. */
export function signature(secret: string, seconds: number, body: string): string {
  return createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')
}

/** Slack's three characters of markup: a name like `<!channel>` calls nobody. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
