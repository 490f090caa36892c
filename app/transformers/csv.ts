/** Spreadsheets take a cell that begins so for a formula, and run it. */
const FORMULA = /^[=+\-@\t\r\n]/
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = textOf(value)
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function textOf(value: unknown): string {
  if (Array.isArray(value) && value.every((item) => typeof item !== 'object'))
    return value.join(' ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/**
 * Records of equal keys as CSV with a header; an undefined value is empty. A text that a spreadsheet
 * would take for a formula gets an apostrophe before it.
 * @param names header where there is no record
 */
export function csvOf(records: readonly object[], names: readonly string[] = []): string {
  const header = records[0] === undefined ? names : Object.keys(records[0])
  const lines = records.map((record) => Object.values(record).map(cell).join(','))
  return [header.map(cell).join(','), ...lines].join('\n') + '\n'
}

/**
 * Pages of records of equal keys as one CSV, a page at a time.
 * @param names header where there is no record
 */
export async function* csvPages(
  pages: AsyncIterable<readonly object[]>,
  names: readonly string[] = []
): AsyncGenerator<string> {
  let first = true
  for await (const records of pages) {
    const lines = csvOf(records)
    yield first ? lines : lines.slice(lines.indexOf('\n') + 1)
    first = false
  }
  if (first && names.length > 0) yield csvOf([], names)
}
