import { DAY_MILLISECONDS, dayNumber, daysInMonth } from '../../../core/market/civil_day.ts'

export type DateOrder = 'dmy' | 'mdy'

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const [ZERO, NINE, COLON, POINT, COMMA, PLUS, MINUS, SLASH, SPACE] = bytesOf('09:.,+-/ ')

/**
 * Reads stamps in any of the forms that price files have: ISO 8601 with or without offset, with `T`
 * or a space; dd.mm.yyyy; dd/mm or mm/dd as `order` says, also with dashes and two-digit years;
 * 14-Dec-09; Aug 24, 2010; yyyymmdd; seconds, milli-, micro- or nanoseconds since 1970.
 */
export class DateReader {
  /** Offset from UTC that the last stamp named (ms, east positive; 0 for an epoch); null: none. */
  offset: number | null = null
  readonly #order: DateOrder
  #bytes: Uint8Array = new Uint8Array()
  #at = 0
  #end = 0
  #digits = 0

  constructor(order: DateOrder) {
    this.#order = order
  }

  /** Wall-clock time of the stamp in bytes[start, end) as UTC epoch milliseconds; NaN when it is none. */
  read(bytes: Uint8Array, start: number, end: number): number {
    this.#open(bytes, start, end)
    const date = this.#date()
    if (this.#at >= this.#end) return date
    return date + this.#clock()
  }

  /** Time of day in milliseconds, of a column that holds nothing else; NaN when it is none. */
  readClock(bytes: Uint8Array, start: number, end: number): number {
    this.#open(bytes, start, end)
    return this.#clock()
  }

  #open(bytes: Uint8Array, start: number, end: number): void {
    this.offset = null
    this.#bytes = bytes
    this.#at = start
    this.#end = end
    while (this.#end > start && bytes[this.#end - 1] === SPACE) this.#end--
    this.#skipSpaces()
  }

  #date(): number {
    if (this.#isLetter()) return this.#monthFirst()
    const first = this.#integer()
    const digits = this.#digits
    if (digits >= 9) return this.#epoch(first, digits)
    if (digits === 8) {
      return civilTime(Math.floor(first / 10_000), Math.floor(first / 100) % 100, first % 100)
    }
    const separator = this.#peek()
    if (digits === 0 || !isSeparator(separator)) return NaN
    this.#at++
    const named = this.#isLetter()
    const second = named ? this.#month() : this.#integer()
    if (this.#peek() !== separator) return NaN
    this.#at++
    const third = this.#integer()
    if (this.#digits === 0) return NaN
    if (digits === 4) return civilTime(first, second, third)
    const dayFirst = named || separator === POINT || this.#order === 'dmy'
    const year = this.#digits <= 2 ? fullYear(third) : third
    return dayFirst ? civilTime(year, second, first) : civilTime(year, first, second)
  }

  /** `Aug 24, 2010` */
  #monthFirst(): number {
    const month = this.#month()
    this.#skipSpaces()
    const day = this.#integer()
    if (this.#peek() === COMMA) this.#at++
    this.#skipSpaces()
    const year = this.#integer()
    return this.#digits === 4 ? civilTime(year, month, day) : NaN
  }

  #epoch(value: number, digits: number): number {
    this.offset = 0
    let fraction = 0
    if (this.#peek() === POINT) {
      this.#at++
      fraction = this.#integer() / 10 ** this.#digits
    }
    if (digits <= 11) return (value + fraction) * 1000
    if (digits <= 14) return value
    return Math.floor(value / (digits <= 17 ? 1e3 : 1e6))
  }

  /** From here to the end: a time of day and its zone, or NaN. */
  #clock(): number {
    if (this.#peek() === SPACE || this.#peek() === COMMA || this.#letter() === 't') this.#at++
    this.#skipSpaces()
    const first = this.#integer()
    if (this.#digits >= 4) return this.#finish(packedClock(first, this.#digits))
    if (this.#digits === 0 || this.#peek() !== COLON) return NaN
    const minute = this.#after(COLON)
    const second = this.#peek() === COLON ? this.#after(COLON) : 0
    let fraction = 0
    if (this.#peek() === POINT || this.#peek() === COMMA) {
      fraction = this.#after(this.#peek()) / 10 ** this.#digits
    }
    const hour = this.#hour(first)
    if (hour > 23 || minute > 59 || second > 59) return NaN
    return this.#finish((hour * 60 + minute) * 60_000 + Math.round((second + fraction) * 1000))
  }

  #finish(clock: number): number {
    this.#zone()
    return this.#at >= this.#end ? clock : NaN
  }

  #hour(given: number): number {
    this.#skipSpaces()
    const half = this.#letter()
    if (half !== 'a' && half !== 'p') return given
    this.#at += 2
    return (given % 12) + (half === 'p' ? 12 : 0)
  }

  /** Z, UTC, GMT, +02:00, +0200, +02, GMT+0200 */
  #zone(): void {
    this.#skipSpaces()
    const letter = this.#letter()
    if (letter === 'z' || letter === 'u' || letter === 'g') {
      this.#at += letter === 'z' ? 1 : 3
      this.offset = 0
    }
    const sign = this.#peek()
    if (sign !== PLUS && sign !== MINUS) return
    const value = this.#after(sign)
    let minutes = this.#digits > 2 ? Math.floor(value / 100) * 60 + (value % 100) : value * 60
    if (this.#peek() === COLON) minutes += this.#after(COLON)
    this.offset = (sign === MINUS ? -minutes : minutes) * 60_000
  }

  #after(separator: number): number {
    if (this.#peek() === separator) this.#at++
    return this.#integer()
  }

  #integer(): number {
    let value = 0
    const start = this.#at
    for (; this.#at < this.#end; this.#at++) {
      const byte = this.#bytes[this.#at]
      if (byte < ZERO || byte > NINE) break
      value = value * 10 + (byte - ZERO)
    }
    this.#digits = this.#at - start
    return value
  }

  /** Month 1..12 by the first three letters of its name; 0 when it is none. */
  #month(): number {
    let name = ''
    for (; this.#isLetter(); this.#at++) if (name.length < 3) name += this.#letter()
    return MONTHS.indexOf(name) + 1
  }

  #peek(): number {
    return this.#at < this.#end ? this.#bytes[this.#at] : -1
  }

  #letter(): string {
    return this.#isLetter() ? String.fromCharCode(this.#peek() | 0x20) : ''
  }

  #isLetter(): boolean {
    const lower = this.#peek() | 0x20
    return this.#at < this.#end && lower >= 0x61 && lower <= 0x7a
  }

  #skipSpaces(): void {
    while (this.#peek() === SPACE) this.#at++
  }
}

function bytesOf(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0))
}

function isSeparator(byte: number): boolean {
  return byte === MINUS || byte === SLASH || byte === POINT || byte === SPACE
}

function fullYear(year: number): number {
  return year < 70 ? 2000 + year : 1900 + year
}

function packedClock(value: number, digits: number): number {
  const seconds = digits === 6 ? value % 100 : 0
  const minutes = digits === 6 ? Math.floor(value / 100) : value
  const [hour, minute] = [Math.floor(minutes / 100), minutes % 100]
  if (digits > 6 || hour > 23 || minute > 59 || seconds > 59) return NaN
  return ((hour * 60 + minute) * 60 + seconds) * 1000
}

function civilTime(year: number, month: number, day: number): number {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return NaN
  return dayNumber(year, month, day) * DAY_MILLISECONDS
}
