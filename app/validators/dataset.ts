import vine from '@vinejs/vine'
import { INTERVALS } from '#core/market/series'

const SOURCES = ['yahoo', 'csv', 'sample'] as const

/** Shapes only; the fetcher itself judges symbols and dates, with its own messages. */
export const fetchValidator = vine.create({
  source: vine.enum(SOURCES),
  symbol: vine.string().trim().minLength(1).maxLength(40),
  interval: vine.enum(INTERVALS),
  from: vine.string().trim().nullable().optional(),
  to: vine.string().trim().nullable().optional(),
  repair: vine.accepted().optional(),
  time_zone: vine.string().trim().maxLength(60).nullable().optional(),
  stamp: vine.enum(['open', 'close'] as const).optional(),
  calendar: vine.enum(['auto', 'exchange', 'always'] as const).optional(),
})
