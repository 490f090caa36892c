import vine from '@vinejs/vine'
import { EVENTS } from '#services/notifications/events'

export const webhookValidator = vine.create({
  name: vine.string().trim().minLength(1).maxLength(100),
  url: vine
    .string()
    .trim()
    .url({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
    .maxLength(2000),
  format: vine.enum(['generic', 'slack'] as const),
  events: vine.array(vine.enum(EVENTS)).minLength(1).distinct(),
})
