import { DataSourceBadFile } from '../../../core/market/data_source_errors.ts'

const QUOTE = 0x22
const LINE_FEED = 0x0a
const RETURN = 0x0d
const MOST_FIELDS = 256

/**
 * Goes through the rows of a delimited file without making an object a row: `next` moves on, `starts`
 * and `ends` bound each field in `bytes` (quotes left out). Blank lines are skipped; a quoted field
 * may hold delimiters and line breaks; \n, \r\n and \r end a row.
 */
export class RowReader {
  readonly bytes: Uint8Array
  readonly starts = new Int32Array(MOST_FIELDS)
  readonly ends = new Int32Array(MOST_FIELDS)
  /** Fields of the current row; those beyond the 256th are not kept. */
  fields = 0
  /** Number of the line on which the current row begins, from 1. */
  line = 0
  /** Offset at which the next row begins, and its line. */
  at: number
  #nextLine: number
  readonly #delimiter: number
  readonly #name: string

  constructor(bytes: Uint8Array, delimiter: string, name: string, at = 0, line = 1) {
    this.bytes = bytes
    this.at = at
    this.#nextLine = line
    this.#delimiter = delimiter.charCodeAt(0)
    this.#name = name
  }

  /**
   * Moves to the next row that is not blank; false at the end.
   * @throws E_DATA_SOURCE_BAD_FILE when a quote is never closed.
   */
  next(): boolean {
    const { bytes } = this
    while (this.at < bytes.length && isBreak(bytes[this.at])) this.#endLine()
    if (this.at >= bytes.length) return false
    this.line = this.#nextLine
    this.fields = 0
    while (this.#field());
    return true
  }

  /** Line of the row after this one. */
  get nextLine(): number {
    return this.#nextLine
  }

  /** A field as text, trimmed; empty when the row has no such field. */
  text(field: number): string {
    if (field < 0 || field >= this.fields) return ''
    return decoder.decode(this.bytes.subarray(this.starts[field], this.ends[field])).trim()
  }

  texts(): string[] {
    return Array.from({ length: this.fields }, (_, field) => this.text(field))
  }

  /** Reads one field; true when another follows in the row. */
  #field(): boolean {
    const { bytes } = this
    let at = this.at
    let start = at
    let end: number
    if (bytes[at] === QUOTE) {
      start = at + 1
      end = this.#closingQuote(start)
      at = end + 1
      while (at < bytes.length && bytes[at] !== this.#delimiter && !isBreak(bytes[at])) at++
    } else {
      while (at < bytes.length) {
        const byte = bytes[at]
        if (byte === this.#delimiter || byte === LINE_FEED || byte === RETURN) break
        at++
      }
      end = at
    }
    if (this.fields < MOST_FIELDS) {
      this.starts[this.fields] = start
      this.ends[this.fields++] = end
    }
    this.at = at
    if (at < bytes.length && bytes[at] === this.#delimiter) {
      this.at++
      return true
    }
    if (at < bytes.length) this.#endLine()
    return false
  }

  #closingQuote(from: number): number {
    const { bytes } = this
    for (let at = from; at < bytes.length; at++) {
      if (bytes[at] === LINE_FEED) this.#nextLine++
      if (bytes[at] !== QUOTE) continue
      if (bytes[at + 1] !== QUOTE) return at
      at++ // a doubled quote is one inside the field
    }
    throw new DataSourceBadFile(
      `${this.#name}, line ${this.line}: a quote is opened and never closed.`,
      'Mend the file, or export it again.'
    )
  }

  #endLine(): void {
    if (this.bytes[this.at] === RETURN && this.bytes[this.at + 1] === LINE_FEED) this.at++
    this.at++
    this.#nextLine++
  }
}

const decoder = new TextDecoder()

function isBreak(byte: number): boolean {
  return byte === LINE_FEED || byte === RETURN
}
