import { DataSourceBadFile } from '../../../core/market/data_source_errors.ts'
import { columnsOf, withNamedColumns, type CsvColumns, type CsvField } from './columns.ts'
import { DateReader, type DateOrder } from './date_reader.ts'
import { hasDecimalComma } from './decimals.ts'
import { RowReader } from './row_reader.ts'

/** How a file is written. */
export interface CsvLayout {
  readonly delimiter: string
  readonly decimalComma: boolean
  readonly dateOrder: DateOrder
  /** False when no row tells day from month: then month/day is assumed. */
  readonly dateOrderKnown: boolean
  readonly header: readonly string[]
  readonly columns: CsvColumns
  /** Offset and line at which the first row after the header begins. */
  readonly at: number
  readonly line: number
}

export interface LayoutChoices {
  readonly columns?: Readonly<Partial<Record<CsvField, string>>>
  readonly dateOrder?: DateOrder
}

const DELIMITERS = [',', ';', '\t', '|']
/** Lines before the header that are passed over: a link, `sep=;`, comments. */
const MOST_LINES_BEFORE = 10
const SAMPLED_ROWS = 5000

/**
 * Recognises header, delimiter, decimal sign and the order of day and month.
 * @throws E_DATA_SOURCE_BAD_FILE when there is no header with a time and a close.
 */
export function layoutOf(bytes: Uint8Array, name: string, choices: LayoutChoices = {}): CsvLayout {
  const found = findHeader(bytes, name, choices)
  const rows = () => new RowReader(bytes, found.delimiter, name, found.at, found.line)
  const order = choices.dateOrder ?? dateOrderOf(rows(), found.columns.time)
  return {
    ...found,
    decimalComma: hasDecimalComma(numberCells(rows(), found.columns), found.delimiter),
    dateOrder: order ?? 'mdy',
    dateOrderKnown: order !== null,
  }
}

export type Header = Pick<CsvLayout, 'delimiter' | 'header' | 'columns' | 'at' | 'line'>

/** What each of the first lines would be as a header, for each delimiter. */
export function headersOf(bytes: Uint8Array, name: string): Header[] {
  return DELIMITERS.flatMap((delimiter) => {
    const rows = new RowReader(bytes, delimiter, name)
    const lines: Header[] = []
    while (lines.length < MOST_LINES_BEFORE && nextSafely(rows)) {
      const header = rows.texts()
      const columns = columnsOf(header)
      lines.push({ delimiter, header, columns, at: rows.at, line: rows.nextLine })
    }
    return lines
  })
}

function findHeader(bytes: Uint8Array, name: string, choices: LayoutChoices): Header {
  const candidates = headersOf(bytes, name)
  const named = choices.columns ?? {}
  const complete = candidates
    .filter(({ header }) => Object.values(named).every((column) => header.includes(column)))
    .map((found) => ({ ...found, columns: withNamedColumns(found.columns, found.header, named) }))
    .filter(({ columns }) => columns.time !== -1 && columns.close !== -1)
    .sort((a, b) => known(b) - known(a))
  if (complete.length > 0) return complete[0]
  throw noHeader(name, candidates, named)
}

/** An unclosed quote in the lines looked at is the reader's business later, not the search's. */
function nextSafely(rows: RowReader): boolean {
  try {
    return rows.next()
  } catch (error) {
    if (error instanceof DataSourceBadFile) return false
    throw error
  }
}

function known({ columns }: Header): number {
  const { dividends, ...fields } = columns
  return Object.values(fields).filter((column) => column !== -1).length + dividends.length
}

function noHeader(
  name: string,
  candidates: readonly Header[],
  named: LayoutChoices['columns']
): Error {
  const best = [...candidates].sort((a, b) => b.header.length - a.header.length).at(0)
  if (best === undefined) return new DataSourceBadFile(`${name} is empty.`, 'Choose another file.')
  // reports a wrong name among those that were given
  withNamedColumns(best.columns, best.header, named ?? {})
  const missing = (['time', 'close'] as const).filter((field) => best.columns[field] === -1)
  return new DataSourceBadFile(
    `${name} has no column for ${missing.join(' and ')}. Its columns are: ${best.header.join(', ').slice(0, 300)}.`,
    'Put names as Date, Open, High, Low, Close, Volume in its first line, or say which column is which.'
  )
}

function* numberCells(rows: RowReader, columns: CsvColumns): Generator<string> {
  const { open, high, low, close, volume } = columns
  for (let row = 0; row < SAMPLED_ROWS && rows.next(); row++) {
    for (const column of [open, high, low, close, volume]) yield rows.text(column)
  }
}

/**
 * The order of day and month that reads more stamps and finds them in time order; null when both do
 * as well. Other forms than two short numbers first need no order.
 */
function dateOrderOf(rows: RowReader, column: number): DateOrder | null {
  const readers = { dmy: new DateReader('dmy'), mdy: new DateReader('mdy') }
  const times: Record<DateOrder, number[]> = { dmy: [], mdy: [] }
  while (times.dmy.length < SAMPLED_ROWS && rows.next()) {
    const [start, end] = [rows.starts[column], rows.ends[column]]
    if (column >= rows.fields) continue
    times.dmy.push(readers.dmy.read(rows.bytes, start, end))
    times.mdy.push(readers.mdy.read(rows.bytes, start, end))
  }
  const [dmy, mdy] = [faults(times.dmy), faults(times.mdy)]
  if (dmy !== mdy) return dmy < mdy ? 'dmy' : 'mdy'
  return times.dmy.every((time, row) => Object.is(time, times.mdy[row])) ? 'mdy' : null
}

/** Unreadable stamps, and steps against the direction of most. */
function faults(times: readonly number[]): number {
  let unreadable = 0
  let up = 0
  let down = 0
  times.forEach((time, row) => {
    if (Number.isNaN(time)) unreadable++
    else if (time < times[row - 1]) down++
    else if (time > times[row - 1]) up++
  })
  return unreadable + Math.min(up, down)
}
