import encryption from '@adonisjs/core/services/encryption'
import db from '@adonisjs/lucid/services/db'
import { randomBytes } from 'node:crypto'
import { CodedError } from '#core/errors'
import AuditService, { type Actor } from '#services/audit_service'
import { announceEvent } from '#services/notifications/announce_event'
import type { EventName } from '#services/notifications/events'
import { rows } from '#services/pages/rows'
import type { Queue } from '#services/queue'

export class WebhookNotFound extends CodedError {
  readonly code = 'E_WEBHOOK_NOT_FOUND'
  readonly kind = 'not_found'

  constructor(webhookId: number) {
    super(`There is no webhook ${webhookId}.`, 'The settings list every one.')
  }
}

export interface NewWebhook {
  readonly name: string
  readonly url: string
  readonly format: 'generic' | 'slack'
  readonly events: readonly EventName[]
}

/** Stores a webhook. @returns the secret that signs its deliveries, which is shown this once */
export async function addWebhook(given: NewWebhook, actor: Actor): Promise<string> {
  const secret = randomBytes(32).toString('base64url')
  await db.transaction(async (trx) => {
    const [{ webhook_id: id }] = (await trx
      .table('webhooks')
      .returning('webhook_id')
      .insert({ ...given, events: [...given.events], secret: encryption.encrypt(secret) })) as {
      webhook_id: number
    }[]
    const done = { act: 'webhook.add', objectType: 'webhook', objectId: id, details: { ...given } }
    await new AuditService().record(trx, actor, done)
  })
  return secret
}

/** Deletes a webhook with its deliveries. @throws E_WEBHOOK_NOT_FOUND */
export async function deleteWebhook(webhookId: number, actor: Actor): Promise<void> {
  await db.transaction(async (trx) => {
    const query = trx.from('webhooks').where('webhook_id', webhookId)
    const found = (await query.clone().first()) as { name: string; url: string } | null
    if (found === null) throw new WebhookNotFound(webhookId)
    await query.delete()
    const details = { name: found.name, url: found.url }
    const done = { act: 'webhook.delete', objectType: 'webhook', objectId: webhookId, details }
    await new AuditService().record(trx, actor, done)
  })
}

/** Sends a delivery that says nothing happened, to see whether it arrives. @throws E_WEBHOOK_NOT_FOUND */
export async function testWebhook(webhookId: number, actor: Actor, queue: Queue): Promise<void> {
  await queue.start()
  await db.transaction(async (trx) => {
    const found = await trx.from('webhooks').where('webhook_id', webhookId).first()
    if (found === null) throw new WebhookNotFound(webhookId)
    const text = 'A test: deliveries arrive.'
    await announceEvent(trx, queue, { event: 'test', text, path: '/', subject: {} }, webhookId)
    const done = { act: 'webhook.test', objectType: 'webhook', objectId: webhookId }
    await new AuditService().record(trx, actor, done)
  })
}

export interface ListedWebhook {
  readonly webhook_id: number
  readonly name: string
  readonly url: string
  readonly format: string
  readonly events: readonly string[]
  readonly deliveries: number
}

export interface ListedDelivery {
  readonly webhook_delivery_id: number
  readonly name: string
  readonly event: string
  readonly status: string
  readonly attempts: number
  readonly http_status: number | null
  readonly error: string | null
  readonly created_at: Date
}

/** Every webhook, and the last 50 deliveries. */
export async function webhookList() {
  const [webhooks, deliveries] = await Promise.all([
    rows<ListedWebhook>(
      `select w.webhook_id, w.name, w.url, w.format, w.events,
         (select count(*) from webhook_deliveries d where d.webhook_id = w.webhook_id)::int
           as deliveries
       from webhooks w order by w.webhook_id`
    ),
    rows<ListedDelivery>(
      `select d.webhook_delivery_id, w.name, d.event, d.status, d.attempts, d.http_status, d.error,
         d.created_at
       from webhook_deliveries d join webhooks w using (webhook_id)
       order by d.webhook_delivery_id desc limit 50`
    ),
  ])
  return { webhooks, deliveries }
}
