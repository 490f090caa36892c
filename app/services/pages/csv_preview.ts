import { inspectCsv, type CsvPreview } from '#integrations/data_sources/csv/inspect_csv'

/** A file larger than this is looked at only so far: a form must answer at once. */
const MOST_BYTES = 256 * 1024
const LINE_FEED = 10

export interface PartialPreview extends CsvPreview {
  /** False when rows and times are those of the file's beginning only. */
  readonly whole: boolean
}

/** @throws E_DATA_SOURCE_BAD_FILE when it is no table with a time and a close */
export function previewCsv(bytes: Uint8Array, name: string): PartialPreview {
  const whole = bytes.length <= MOST_BYTES || name.endsWith('.gz')
  const head = whole ? bytes : bytes.subarray(0, bytes.lastIndexOf(LINE_FEED, MOST_BYTES) + 1)
  return { ...inspectCsv(head, name), whole }
}
