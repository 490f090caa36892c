import { isPacked, unpackedHead } from '#integrations/data_sources/csv/file_bytes'
import type { CsvOptions } from '#integrations/data_sources/csv/csv_data_source'
import { inspectCsv, type CsvPreview } from '#integrations/data_sources/csv/inspect_csv'

/** A file larger than this is looked at only so far: a form must answer at once. */
const MOST_BYTES = 256 * 1024
const MOST_PACKED_BYTES = 32 * 1024
const LINE_FEED = 10

export interface PartialPreview extends CsvPreview {
  /** False when rows and times are those of the file's beginning only. */
  readonly whole: boolean
}

/** @throws E_DATA_SOURCE_BAD_FILE when it is no table with a time and a close */
export function previewCsv(
  bytes: Uint8Array,
  name: string,
  options: CsvOptions = {}
): PartialPreview {
  const packed = isPacked(bytes)
  const plain = packed ? unpackedHead(bytes, MOST_PACKED_BYTES, name) : bytes
  const whole = plain.length <= MOST_BYTES && (!packed || bytes.length <= MOST_PACKED_BYTES)
  const head = whole ? plain : plain.subarray(0, plain.lastIndexOf(LINE_FEED, MOST_BYTES) + 1)
  return { ...inspectCsv(head, name, options), whole }
}

const DELIMITERS = [',', ';', '\t', '|']

/** The cells of a file's first line, for a person to say what they are when nothing was recognised. */
export function firstCells(bytes: Uint8Array, name: string): string[] {
  const plain = isPacked(bytes) ? unpackedHead(bytes, MOST_PACKED_BYTES, name) : bytes
  const end = plain.indexOf(LINE_FEED)
  const text = new TextDecoder().decode(plain.subarray(0, end === -1 ? MOST_BYTES : end))
  const line = text.replace(/^\uFEFF/, '').replace(/\r$/, '')
  const parts = DELIMITERS.map((delimiter) => line.split(delimiter))
  const most = parts.toSorted((a, b) => b.length - a.length)[0]!
  return most.map((cell) => cell.replace(/^"(.*)"$/, '$1'))
}
