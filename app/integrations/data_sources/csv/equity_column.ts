import { InvalidParameter } from '../../../core/errors.ts'
import { DataSourceBadFile } from '../../../core/market/data_source_errors.ts'
import { readDecimal } from './decimals.ts'
import { headersOf, type Header } from './layout.ts'
import { RowReader } from './row_reader.ts'

/** Names of the column when none is given, small letters and digits only, the best first. */
const USUAL = ['equity', 'portfoliovalue', 'value', 'close']
/** Rows looked at to tell a column of numbers. */
const SAMPLED_ROWS = 100

/**
 * Header name of the column that holds an equity curve.
 * @param named the one that a person named; null: the usual names, else the only column of numbers
 * @throws E_INVALID_PARAMETER, E_DATA_SOURCE_BAD_FILE when no line is a header with a time
 */
export function equityColumn(bytes: Uint8Array, name: string, named: string | null): string {
  const header = headerOf(bytes, name)
  const column = named ?? usualColumn(bytes, name, header)
  if (header.header.includes(column)) return column
  const message = `column is ${JSON.stringify(column)}, but the columns of ${name} are ${header.header.join(', ')}.`
  throw new InvalidParameter('column', message, 'Name one of these columns.')
}

/** The line with a time among its names that has the most fields. */
function headerOf(bytes: Uint8Array, name: string): Header {
  const byFields = headersOf(bytes, name).sort((a, b) => b.header.length - a.header.length)
  const found = byFields.find(({ columns, header }) => columns.time !== -1 && header.length > 1)
  if (found !== undefined) return found
  const names = byFields.at(0)?.header.join(', ').slice(0, 300)
  throw new DataSourceBadFile(
    names === undefined ? `${name} is empty.` : `${name} has no column of times: it has ${names}.`,
    'Give a header with for example time or date, and equity.'
  )
}

function usualColumn(bytes: Uint8Array, name: string, header: Header): string {
  const plain = header.header.map((each) => each.toLowerCase().replace(/[^a-z0-9]/g, ''))
  const usual = USUAL.map((each) => plain.indexOf(each)).find((at) => at !== -1)
  if (usual !== undefined) return header.header[usual]
  const numbers = numberColumns(bytes, name, header)
  if (numbers.length === 1) return header.header[numbers[0]]
  const what = numbers.length === 0 ? 'no column of numbers' : 'several columns of numbers'
  const message = `column is missing, and ${name} has ${what}: its columns are ${header.header.join(', ')}.`
  throw new InvalidParameter('column', message, 'Name the column of equity with --column.')
}

/** Columns beside the time most of whose first cells are numbers. */
function numberColumns(bytes: Uint8Array, name: string, { header, columns, ...at }: Header) {
  const counts = header.map(() => 0)
  const rows = new RowReader(bytes, at.delimiter, name, at.at, at.line)
  let seen = 0
  for (; seen < SAMPLED_ROWS && rows.next(); seen++) {
    for (let k = 0; k < rows.fields && k < counts.length; k++) {
      const read = (comma: boolean) => readDecimal(bytes, rows.starts[k], rows.ends[k], comma)
      if (Number.isFinite(read(false)) || Number.isFinite(read(true))) counts[k]++
    }
  }
  return counts.flatMap((count, k) =>
    k !== columns.time && k !== columns.clock && count > seen / 2 ? k : []
  )
}
