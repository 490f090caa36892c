import { basename } from 'node:path'
import { splitsAlreadyApplied } from '../../../core/market/adjustment.ts'
import { pickBars, pickValues } from '../../../core/market/bar_range.ts'
import { DataSourceInterrupted } from '../../../core/market/data_source_errors.ts'
import { inferCalendar } from '../../../core/market/inference.ts'
import { seriesOf } from '../../../core/market/series_of.ts'
import type { CalendarName, Finding, SourcedSeries } from '../../../core/market/series.ts'
import type { BarsRequest, DataSource, FetchProgress } from '../../../core/ports/data_source.ts'
import { TimeZone } from '../time_zone.ts'
import { readBars, type CsvBars } from './bars.ts'
import { plainBytes, readFileBytes } from './file_bytes.ts'
import { layoutOf, type CsvLayout, type LayoutChoices } from './layout.ts'

/** How a file is to be read; what is left out is recognised. */
export interface CsvOptions extends LayoutChoices {
  /** IANA zone of stamps that name no offset; UTC by default. */
  readonly timeZone?: string
  /** Whether an intraday stamp is the bar's open (default) or its close. */
  readonly stamp?: 'open' | 'close'
  readonly calendar?: CalendarName
  readonly currency?: string | null
  /** Whether prices already include the splits that the file names. */
  readonly splitAdjusted?: boolean
}

/** Bars of one delimited text file, plain or gzip. The whole file is in memory, 50 MiB at most. */
export class CsvDataSource implements DataSource {
  readonly name = 'csv'
  readonly #bytes: Uint8Array
  readonly #file: string
  readonly #options: CsvOptions

  /**
   * @param file name of the file, for messages
   * @throws E_DATA_SOURCE_BAD_FILE when it is too large, damaged or not text.
   */
  constructor(bytes: Uint8Array, file: string, options: CsvOptions = {}) {
    this.#bytes = plainBytes(bytes, file)
    this.#file = file
    this.#options = options
  }

  /** @throws E_DATA_SOURCE_BAD_FILE when the file cannot be read or is too large. */
  static async open(path: string, options: CsvOptions = {}): Promise<CsvDataSource> {
    return new CsvDataSource(await readFileBytes(path), basename(path), options)
  }

  /** Also throws E_DATA_SOURCE_BAD_FILE, E_INVALID_PARAMETER for an option that does not fit the file. */
  async fetch(
    request: BarsRequest,
    signal?: AbortSignal,
    progress?: FetchProgress
  ): Promise<SourcedSeries> {
    if (signal?.aborted) throw new DataSourceInterrupted(this.name, request.symbol, signal.reason)
    const sourced = this.#read(request)
    progress?.({ bars: sourced.series.length, attempt: 1, waitSeconds: null, reason: null })
    return sourced
  }

  #read(request: BarsRequest): SourcedSeries {
    const { timeZone = 'UTC', stamp = 'open', calendar, currency = null } = this.#options
    const layout = layoutOf(this.#bytes, this.#file, this.#options)
    const rules = { zone: new TimeZone(timeZone), stamp }
    const bars = readBars(this.#bytes, this.#file, layout, rules, request)
    const order = bars.time.map((_, t) => t)
    const newestFirst = isNewestFirst(bars.time)
    if (newestFirst) order.reverse()
    const series = pickBars(seriesOf(completed(bars)), order)
    const actions = [...bars.actions].sort((a, b) => a.time - b.time)
    return {
      identity: {
        symbol: request.symbol,
        interval: request.interval,
        source: this.name,
        calendar: calendar ?? inferCalendar(series.time),
        currency,
      },
      series,
      actions,
      splitAdjusted: this.#options.splitAdjusted ?? splitsAlreadyApplied(series, actions),
      quoteVolume: bars.quoteVolume === null ? undefined : pickValues(bars.quoteVolume, order),
      notes: [...bars.notes, ...layoutNotes(layout, series.length, newestFirst)],
    }
  }
}

/** Prices that a file lacks are the close; a lacking volume is 0. */
function completed({ time, open, high, low, close, adjClose, volume }: CsvBars) {
  const prices = close ?? new Float64Array(time.length).fill(NaN)
  return {
    time,
    open: open ?? prices,
    high: high ?? prices,
    low: low ?? prices,
    close: prices,
    adjClose,
    volume: volume ?? new Float64Array(time.length),
  }
}

function isNewestFirst(time: Float64Array): boolean {
  let falls = false
  for (let t = 1; t < time.length; t++) {
    if (time[t] > time[t - 1]) return false
    if (time[t] < time[t - 1]) falls = true
  }
  return falls
}

function layoutNotes(layout: CsvLayout, bars: number, newestFirst: boolean): Finding[] {
  const notes: Finding[] = []
  const note = (rule: string, severity: Finding['severity'], message: string) =>
    notes.push({ rule, severity, count: bars, firstBar: null, firstTime: null, message })
  if (newestFirst)
    note('newest_first', 'info', 'The file begins with the newest bar; it was turned round.')
  const lacking = (['open', 'high', 'low'] as const).filter((f) => layout.columns[f] === -1)
  if (lacking.length > 0) {
    note(
      'missing_columns',
      'warning',
      `The file has no ${lacking.join(', ')}: the close stands for it, so a fill at the open is one at that bar's close.`
    )
  }
  if (!layout.dateOrderKnown) {
    note(
      'ambiguous_dates',
      'warning',
      'No stamp tells day from month: they were read as month/day.'
    )
  }
  return notes
}
