import { basename } from 'node:path'
import { DataSourceBadFile } from '../../../core/market/data_source_errors.ts'
import { isoTime } from '../../../core/market/iso_time.ts'
import { DateReader } from './date_reader.ts'
import { readDecimal } from './decimals.ts'
import { equityColumn } from './equity_column.ts'
import { plainBytes, readFileBytes } from './file_bytes.ts'
import { layoutOf, type CsvLayout } from './layout.ts'
import { RowReader } from './row_reader.ts'

/** The worth of an account over time, oldest first, at least two rows. */
export interface EquityFile {
  /** Header name of the column read. */
  readonly column: string
  /** UTC epoch ms, strictly increasing, float64 [bars] */
  readonly time: Float64Array
  /** Over 0, float64 [bars] */
  readonly equity: Float64Array
}

/**
 * Reads an equity curve from delimited text with a header, in the forms that price files have.
 * @param column header name; null: equity, portfolio_value, value or close, else the only column of numbers
 * @throws E_INVALID_PARAMETER for an unknown column, E_DATA_SOURCE_BAD_FILE with line and row
 */
export async function readEquityFile(path: string, column: string | null): Promise<EquityFile> {
  const name = basename(path)
  const bytes = plainBytes(await readFileBytes(path), name)
  const close = equityColumn(bytes, name, column)
  const curve = readRows(bytes, name, layoutOf(bytes, name, { columns: { close } }))
  return { column: close, ...oldestFirst(curve, name) }
}

interface Curve {
  readonly time: number[]
  readonly equity: number[]
  readonly lines: number[]
}

function readRows(bytes: Uint8Array, name: string, layout: CsvLayout): Curve {
  const { columns, header, decimalComma } = layout
  const rows = new RowReader(bytes, layout.delimiter, name, layout.at, layout.line)
  const dates = new DateReader(layout.dateOrder)
  const curve: Curve = { time: [], equity: [], lines: [] }
  const refuse = (column: number, rule: string) => {
    const given = JSON.stringify(rows.text(column))
    const place = placeOf(name, rows.line, curve.lines.length)
    const message = `${place}: ${header[column]} is ${given}, but must be ${rule}.`
    return new DataSourceBadFile(message, 'Correct the row, or leave it out.')
  }
  while (rows.next()) {
    const { starts, ends, fields } = rows
    const [timeAt, clockAt, equityAt] = [columns.time, columns.clock, columns.close]
    let time = timeAt < fields ? dates.read(bytes, starts[timeAt], ends[timeAt]) : NaN
    if (clockAt !== -1 && clockAt < fields) {
      time += dates.readClock(bytes, starts[clockAt], ends[clockAt])
    }
    if (Number.isNaN(time)) throw refuse(timeAt, 'a date or time')
    const equity =
      equityAt < fields ? readDecimal(bytes, starts[equityAt], ends[equityAt], decimalComma) : NaN
    if (!Number.isFinite(equity)) throw refuse(equityAt, 'a number')
    if (equity <= 0) throw refuse(equityAt, 'over 0: a return from 0 or less has no meaning')
    curve.time.push(time - (dates.offset ?? 0))
    curve.equity.push(equity)
    curve.lines.push(rows.line)
  }
  if (curve.time.length >= 2) return curve
  const count = curve.time.length === 1 ? '1 row' : 'no row'
  const message = `${name} has ${count} after its header, but a curve needs at least 2.`
  throw new DataSourceBadFile(message, 'Give one row for each bar.')
}

/** A file that begins with its newest row is turned round; any other order is refused. */
function oldestFirst({ time, equity, lines }: Curve, name: string): Omit<EquityFile, 'column'> {
  const newestFirst = time.every((each, k) => k === 0 || each < time[k - 1])
  const wrong = newestFirst ? -1 : time.findIndex((each, k) => k > 0 && each <= time[k - 1])
  if (wrong !== -1) {
    const [here, before] = [isoTime(time[wrong]), isoTime(time[wrong - 1])]
    const message = `${placeOf(name, lines[wrong], wrong)}: ${here} is not after ${before}, the row before it.`
    throw new DataSourceBadFile(message, 'Sort the rows by time, and give each time once.')
  }
  const column = (values: readonly number[]) => {
    const floats = Float64Array.from(values)
    return newestFirst ? floats.reverse() : floats
  }
  return { time: column(time), equity: column(equity) }
}

/** A place as a person finds it: the line of the file, and the row after the header, both from 1. */
function placeOf(name: string, line: number, row: number): string {
  return `${name}, line ${line} (row ${row + 1})`
}
