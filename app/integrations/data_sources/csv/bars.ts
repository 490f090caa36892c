import {
  DataSourceEmpty,
  DataSourceUnknownSymbol,
} from '../../../core/market/data_source_errors.ts'
import { intervalMilliseconds, isIntraday } from '../../../core/market/intervals.ts'
import { isoTime } from '../../../core/market/iso_time.ts'
import { sessionTime } from '../../../core/market/session_time.ts'
import type { CorporateAction, Finding, Interval } from '../../../core/market/series.ts'
import type { BarsRequest } from '../../../core/ports/data_source.ts'
import type { TimeZone } from '../time_zone.ts'
import { DateReader } from './date_reader.ts'
import { readDecimal } from './decimals.ts'
import type { CsvLayout } from './layout.ts'
import { RowReader } from './row_reader.ts'

const PRICES = ['open', 'high', 'low', 'close', 'adjClose', 'volume', 'quoteVolume'] as const
type NumberField = (typeof PRICES)[number]
type NumberColumns = Record<NumberField, Float64Array | null>

/** Rows of a file as columns, in the file's order. A column that the file lacks is null. */
export interface CsvBars extends Readonly<NumberColumns> {
  readonly time: Float64Array
  readonly actions: readonly CorporateAction[]
  readonly notes: readonly Finding[]
}

export interface StampRules {
  readonly zone: TimeZone
  /** Whether a stamp is the bar's open or its close. */
  readonly stamp: 'open' | 'close'
}

/**
 * Reads the rows of the asked symbol and range. Text where a number or a date belongs gives NaN and a
 * note with line, column and text; nothing is dropped.
 * @throws E_DATA_SOURCE_UNKNOWN_SYMBOL when the file holds several symbols and not this one,
 * E_DATA_SOURCE_EMPTY when no row lies in the range.
 */
export function readBars(
  bytes: Uint8Array,
  name: string,
  layout: CsvLayout,
  rules: StampRules,
  request: BarsRequest
): CsvBars {
  const rows = () => new RowReader(bytes, layout.delimiter, name, layout.at, layout.line)
  const wanted = wantedSymbol(rows(), name, layout, request.symbol)
  const table = new BarTable(countLines(bytes, layout.at), layout)
  const stamps = new StampReader(layout, rules, request.interval)
  const reader = rows()
  const [from, to] = [request.from ?? -Infinity, request.to ?? Infinity]
  let [oldest, newest] = [Infinity, -Infinity]
  while (reader.next()) {
    if (wanted !== null && reader.text(layout.columns.symbol) !== wanted) continue
    const time = stamps.read(reader)
    if (time < oldest) oldest = time
    if (time > newest) newest = time
    // an unreadable time is kept: it is an error to report, not a bar outside the range
    if (time < from || time >= to) continue
    table.add(reader, time)
  }
  if (table.length > 0) return table.finish()
  const held =
    oldest <= newest ? `it holds ${isoTime(oldest)} to ${isoTime(newest)}` : 'it has no rows'
  throw new DataSourceEmpty(
    name,
    request.symbol,
    'in the asked range',
    `Change the range: ${held}.`
  )
}

/** Turns a row's stamp into the time of its bar. */
class StampReader {
  readonly #dates: DateReader
  readonly #layout: CsvLayout
  readonly #rules: StampRules
  readonly #intraday: boolean
  readonly #shift: number

  constructor(layout: CsvLayout, rules: StampRules, interval: Interval) {
    this.#dates = new DateReader(layout.dateOrder)
    this.#layout = layout
    this.#rules = rules
    this.#intraday = isIntraday(interval)
    this.#shift = rules.stamp === 'close' ? intervalMilliseconds(interval) : 0
  }

  read({ bytes, starts, ends, fields }: RowReader): number {
    const { time, clock } = this.#layout.columns
    if (time >= fields) return NaN
    let wall = this.#dates.read(bytes, starts[time], ends[time])
    if (clock !== -1 && clock < fields) {
      wall += this.#dates.readClock(bytes, starts[clock], ends[clock])
    }
    if (Number.isNaN(wall)) return NaN
    const offset = this.#dates.offset ?? this.#rules.zone.offsetOfWall(wall)
    return this.#intraday ? wall - offset - this.#shift : sessionTime(wall - offset, offset)
  }
}

/** Collects rows in typed columns; no object is made for a row. */
class BarTable {
  length = 0
  readonly #layout: CsvLayout
  readonly #time: Float64Array
  readonly #columns: NumberColumns
  readonly #actions: CorporateAction[] = []
  #faults = 0
  #firstFault = ''

  constructor(capacity: number, layout: CsvLayout) {
    this.#layout = layout
    this.#time = new Float64Array(capacity)
    const column = (field: NumberField) =>
      layout.columns[field] === -1 ? null : new Float64Array(capacity)
    this.#columns = Object.fromEntries(
      PRICES.map((field) => [field, column(field)])
    ) as NumberColumns
  }

  add(row: RowReader, time: number): void {
    const t = this.length++
    this.#time[t] = time
    if (Number.isNaN(time)) this.#fault(row, this.#layout.columns.time, 'a date')
    for (const field of PRICES) {
      const column = this.#columns[field]
      if (column === null) continue
      column[t] = this.#number(row, this.#layout.columns[field])
      if (Number.isNaN(column[t])) this.#fault(row, this.#layout.columns[field], 'a number')
    }
    this.#addActions(row, time)
  }

  finish(): CsvBars {
    const cut = (column: Float64Array | null) => column?.slice(0, this.length) ?? null
    const { open, high, low, close, adjClose, volume, quoteVolume } = this.#columns
    return {
      time: this.#time.slice(0, this.length),
      open: cut(open),
      high: cut(high),
      low: cut(low),
      close: cut(close),
      adjClose: cut(adjClose),
      volume: cut(volume),
      quoteVolume: cut(quoteVolume),
      actions: this.#actions,
      notes: this.#faults === 0 ? [] : [this.#faultNote()],
    }
  }

  #number({ bytes, starts, ends, fields }: RowReader, column: number): number {
    if (column >= fields) return NaN
    return readDecimal(bytes, starts[column], ends[column], this.#layout.decimalComma)
  }

  /** 0, 1 (splits) and nothing mean that there was none. */
  #addActions(row: RowReader, time: number): void {
    const { split, dividends } = this.#layout.columns
    if (split !== -1 && row.text(split) !== '') {
      const ratio = this.#number(row, split)
      if (ratio !== 0 && ratio !== 1) this.#actions.push({ kind: 'split', time, ratio })
    }
    for (const column of dividends) {
      if (row.text(column) === '') continue
      const amount = this.#number(row, column)
      if (amount !== 0) this.#actions.push({ kind: 'dividend', time, amount })
    }
  }

  #fault(row: RowReader, column: number, expected: string): void {
    if (++this.#faults > 1) return
    const what =
      column < row.fields
        ? `${this.#layout.header[column]}: ${JSON.stringify(row.text(column))} is not ${expected}`
        : `${row.fields} fields, but the header has ${this.#layout.header.length}`
    this.#firstFault = `line ${row.line}, ${what}`
  }

  #faultNote(): Finding {
    const more = this.#faults > 1 ? ` (the first of ${this.#faults} such cells)` : ''
    return {
      rule: 'non_finite',
      severity: 'error',
      count: this.#faults,
      firstBar: null,
      firstTime: null,
      message: `${this.#firstFault}${more}.`,
    }
  }
}

/** The spelling of the asked symbol when a file holds several; null when every row is wanted. */
function wantedSymbol(
  rows: RowReader,
  name: string,
  layout: CsvLayout,
  asked: string
): string | null {
  const { symbol } = layout.columns
  if (symbol === -1) return null
  const found = new Set<string>()
  while (rows.next()) found.add(rows.text(symbol))
  if (found.size <= 1) return null
  const plain = (text: string) => text.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')
  const wanted = [...found].find((candidate) => plain(candidate) === plain(asked))
  if (wanted !== undefined) return wanted
  const some = [...found].slice(0, 20).join(', ')
  throw new DataSourceUnknownSymbol(name, asked, `Choose one of ${some}.`)
}

function countLines(bytes: Uint8Array, from: number): number {
  let lines = 1
  for (let at = from; at < bytes.length; at++) if (bytes[at] === 0x0a || bytes[at] === 0x0d) lines++
  return lines
}
