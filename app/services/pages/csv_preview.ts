import { isPacked, unpackedHead } from '#integrations/data_sources/csv/file_bytes'
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
export function previewCsv(bytes: Uint8Array, name: string): PartialPreview {
  const packed = isPacked(bytes)
  const plain = packed ? unpackedHead(bytes, MOST_PACKED_BYTES, name) : bytes
  const whole = plain.length <= MOST_BYTES && (!packed || bytes.length <= MOST_PACKED_BYTES)
  const head = whole ? plain : plain.subarray(0, plain.lastIndexOf(LINE_FEED, MOST_BYTES) + 1)
  return { ...inspectCsv(head, name), whole }
}
