/** A number, or a text that was typed by somebody. */
export type CsvValue = string | number | boolean | null | undefined

/** What a spreadsheet takes for a formula; a number with a sign is none. */
const FORMULA = /^[=+\-@\t\r\n]/

/** A cell of a CSV file; an undefined value is empty. A text that a spreadsheet would run is made plain with a leading quote. */
export function csvCell(value: CsvValue): string {
  if (value === null || value === undefined) return ''
  const text = String(value)
  const plain = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
}

/** Rows as a CSV file. */
export function csvLines(lines: readonly (readonly CsvValue[])[]): string {
  return lines.map((line) => `${line.map(csvCell).join(',')}\n`).join('')
}
