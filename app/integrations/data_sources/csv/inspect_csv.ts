import { inferCalendar, inferInterval } from '../../../core/market/inference.ts'
import { isIntraday } from '../../../core/market/intervals.ts'
import type { CalendarName, Interval } from '../../../core/market/series.ts'
import { TimeZone } from '../time_zone.ts'
import { readBars } from './bars.ts'
import { CSV_FIELDS, type CsvField } from './columns.ts'
import type { CsvOptions } from './csv_data_source.ts'
import { plainBytes } from './file_bytes.ts'
import { layoutOf, type CsvLayout } from './layout.ts'
import { RowReader } from './row_reader.ts'

/** What a file seems to be, for a form to show and a person to correct. */
export interface CsvPreview {
  /** From its symbol column or its name; null when neither tells. */
  readonly symbol: string | null
  /** All symbols of its symbol column, 100 at most. */
  readonly symbols: readonly string[]
  readonly interval: Interval | null
  readonly calendar: CalendarName
  /** Rows of `symbol` with a readable stamp. */
  readonly rows: number
  /** UTC epoch milliseconds of the oldest and newest readable stamp; null without one. */
  readonly from: number | null
  readonly to: number | null
  readonly delimiter: string
  readonly decimalComma: boolean
  readonly dateOrder: 'dmy' | 'mdy'
  readonly header: readonly string[]
  /** Header name of each recognised field. */
  readonly columns: Readonly<Partial<Record<CsvField, string>>>
  /** The first rows as text, 5 at most. */
  readonly preview: readonly (readonly string[])[]
}

/**
 * Looks at a file without taking it in.
 * @throws E_DATA_SOURCE_BAD_FILE when it is no table with a time and a close.
 */
export function inspectCsv(given: Uint8Array, file: string, options: CsvOptions = {}): CsvPreview {
  const bytes = plainBytes(given, file)
  const layout = layoutOf(bytes, file, options)
  const symbols = symbolsOf(bytes, file, layout)
  const symbol = symbols.at(0) ?? symbolOfName(file)
  const zone = new TimeZone(options.timeZone ?? 'UTC')
  const timesAt = (interval: Interval, stamp: 'open' | 'close' = 'open') => {
    const rules = { zone, stamp }
    const request = { symbol: symbol ?? file, interval, from: null, to: null }
    return readBars(bytes, file, layout, rules, request).time.filter(Number.isFinite).sort()
  }
  // the shortest interval keeps every stamp as it is; days are then read as dates
  const stamps = timesAt('1m')
  const interval = inferInterval(stamps)
  const isKept = interval === null || (isIntraday(interval) && options.stamp !== 'close')
  const time = isKept ? stamps : timesAt(interval, options.stamp)
  const { delimiter, decimalComma, dateOrder, header } = layout
  return {
    symbol,
    symbols,
    interval,
    calendar: options.calendar ?? inferCalendar(time),
    rows: time.length,
    from: time.at(0) ?? null,
    to: time.at(-1) ?? null,
    delimiter,
    decimalComma,
    dateOrder,
    header,
    columns: namesOf(layout),
    preview: firstRows(bytes, file, layout),
  }
}

function namesOf({ columns, header }: CsvLayout): CsvPreview['columns'] {
  const named = CSV_FIELDS.filter((field) => columns[field] !== -1)
  return Object.fromEntries(named.map((field) => [field, header[columns[field]]]))
}

function firstRows(bytes: Uint8Array, file: string, layout: CsvLayout): string[][] {
  const rows = new RowReader(bytes, layout.delimiter, file, layout.at, layout.line)
  const preview: string[][] = []
  while (preview.length < 5 && rows.next()) preview.push(rows.texts())
  return preview
}

function symbolsOf(bytes: Uint8Array, file: string, layout: CsvLayout): string[] {
  const found = new Set<string>()
  const { symbol } = layout.columns
  if (symbol === -1) return []
  const rows = new RowReader(bytes, layout.delimiter, file, layout.at, layout.line)
  while (found.size < 100 && rows.next()) found.add(rows.text(symbol))
  found.delete('')
  return [...found]
}

/** The first word in capitals of a file name that is no unit of time: `AAPL`, `EURUSD`, `4063-T`. */
function symbolOfName(file: string): string | null {
  const stem = file.replace(/\.(csv|tsv|txt|gz)/gi, '')
  const exact = /^[A-Z0-9]{1,6}(-[A-Z]{1,2})?(?=$|-\d+[a-z])/.exec(stem)
  if (exact !== null) return exact[0].replace('-', '.')
  const words = stem.split(/[^A-Za-z0-9^=]+/)
  const isTicker = (word: string) => /^[A-Z^][A-Z0-9^=]{1,9}$/.test(word)
  const general = new Set(['STOCKS', 'FOREX', 'CRYPTO', 'CSV', 'USD', 'ASK', 'BID', 'DAILY'])
  return words.find((word) => isTicker(word) && !general.has(word)) ?? null
}
