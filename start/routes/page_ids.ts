import { ID_PATTERN } from '#openapi/operations'

/** An id in a page's path, as in the API's: what the database has no number for is no page. */
export const pageId = { match: ID_PATTERN, cast: Number }

/** A version, the number of a trial, and ids of people and tokens, which are of 32 bits. */
export const smallNumber = { match: /^(?:0|[1-9]\d{0,8})$/, cast: Number }
