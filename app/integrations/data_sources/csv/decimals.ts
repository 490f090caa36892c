const ZERO = 0x30
const NINE = 0x39
const POINT = 0x2e
const COMMA = 0x2c
const MINUS = 0x2d
const SPACE = 0x20
/** Up to 15 digits a float64 holds every integer, and 10^22 is exact: one division rounds correctly. */
const EXACT_DIGITS = 15
const POWERS = Array.from({ length: 23 }, (_, k) => Number(`1e${k}`))

const decoder = new TextDecoder('latin1')

/**
 * The decimal number in bytes[start, end), correctly rounded; NaN when it is none. With `comma` the
 * decimal sign is a comma and a point separates thousands, else the other way round.
 */
export function readDecimal(bytes: Uint8Array, start: number, end: number, comma: boolean): number {
  let at = start
  while (at < end && bytes[at] === SPACE) at++
  while (end > at && bytes[end - 1] === SPACE) end--
  const first = at
  let seen = false
  const negative = bytes[at] === MINUS
  if (negative) at++
  const sign = comma ? COMMA : POINT
  let value = 0
  let digits = 0
  let decimals = -1
  for (; at < end; at++) {
    const byte = bytes[at]
    if (byte >= ZERO && byte <= NINE) {
      value = value * 10 + (byte - ZERO)
      seen = true
      if (value > 0) digits++
      if (decimals >= 0) decimals++
    } else if (byte === sign && decimals < 0) decimals = 0
    else break
  }
  if (at < end || !seen || digits > EXACT_DIGITS || decimals > 22) {
    return readSlowly(decoder.decode(bytes.subarray(first, end)), comma)
  }
  if (decimals > 0) value /= POWERS[decimals]
  return negative ? -value : value
}

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const GROUPED = /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/

function readSlowly(given: string, comma: boolean): number {
  const text = comma ? given.replace(/[.,]/g, (sign) => (sign === ',' ? '.' : ',')) : given
  if (PLAIN.test(text)) return Number(text)
  return GROUPED.test(text) ? Number(text.replaceAll(',', '')) : NaN
}

/**
 * Whether numbers like these are written with a decimal comma. A comma before exactly three digits
 * separates thousands where commas separate the fields too, and decimals where semicolons do.
 */
export function hasDecimalComma(cells: Iterable<string>, delimiter: string): boolean {
  let unclear = false
  for (const cell of cells) {
    const [comma, point] = [cell.lastIndexOf(','), cell.lastIndexOf('.')]
    if (comma === -1) continue
    if (point !== -1) return comma > point
    if (cell.indexOf(',') !== comma) return false
    if (cell.length - comma !== 4) return true
    unclear = true
  }
  return unclear && delimiter !== ','
}
