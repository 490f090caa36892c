import vine from '@vinejs/vine'

/** An id in a form: as many digits as in a path. */
export const idRule = () => vine.number().withoutDecimals().range([1, 999_999_999_999_999])
