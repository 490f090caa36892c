/** Records as CSV with a header, also without any; times in ISO, lists in JSON, empty for null. */
export function recordsCsv(
  columns: readonly string[],
  records: readonly Readonly<Record<string, unknown>>[]
): string {
  const lines = records.map((record) => columns.map((name) => cellOf(record[name])).join(','))
  return `${[columns.join(','), ...lines].join('\n')}\n`
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Date) return value.toISOString()
  return quoted(guarded(typeof value === 'string' ? value : JSON.stringify(value)))
}

/** A spreadsheet takes text that begins so for a formula. */
function guarded(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
