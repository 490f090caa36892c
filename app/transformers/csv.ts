function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = Array.isArray(value) ? value.join(' ') : String(value)
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Records of equal keys as CSV with a header; an undefined value is empty. */
export function csvOf(records: readonly object[]): string {
  const names = Object.keys(records[0] ?? {})
  const lines = records.map((record) => Object.values(record).map(cell).join(','))
  return [names.join(','), ...lines].join('\n') + '\n'
}
