import vine from '@vinejs/vine'
import { InvalidParameter } from '#core/errors'
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
  fetch_key: vine.string().uuid().optional(),
})

const KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The key of a form, by which it hears of its download. @throws E_INVALID_PARAMETER */
export function fetchKeyIn(query: Readonly<Record<string, unknown>>): string {
  const { key } = query
  if (typeof key === 'string' && KEY.test(key)) return key
  throw new InvalidParameter('key', 'key is no key of a form.', 'Open the form anew.')
}
