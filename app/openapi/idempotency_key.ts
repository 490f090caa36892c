import { shapeOf } from './shape.js'

/** What the header `Idempotency-Key` holds. */
export const idempotencyKey = shapeOf<string>({
  type: 'string',
  minLength: 1,
  maxLength: 200,
  pattern: '^[\\u0021-\\u007e]+$',
  description:
    'Chosen by the client, as a UUID. Sent again with the same request within 24 h, it gets the first answer again; nothing is done twice.',
})
