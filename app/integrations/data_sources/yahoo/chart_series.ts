import { pickBars } from '../../../core/market/bar_range.ts'
import { civilDate, DAY_MILLISECONDS, dayNumber, dayOf } from '../../../core/market/civil_day.ts'
import { DataSourceBadAnswer, DataSourceEmpty } from '../../../core/market/data_source_errors.ts'
import { intervalMilliseconds, isIntraday } from '../../../core/market/intervals.ts'
import { isoTime } from '../../../core/market/iso_time.ts'
import { seriesOf } from '../../../core/market/series_of.ts'
import { sessionTime } from '../../../core/market/session_time.ts'
import type { CalendarName, CorporateAction, Finding, Series } from '../../../core/market/series.ts'
import type { SourcedSeries } from '../../../core/market/series.ts'
import type { BarsRequest } from '../../../core/ports/data_source.ts'
import { TimeZone } from '../time_zone.ts'

type Values = readonly (number | null)[]

/** What is used of Yahoo's chart answer. */
export interface Chart {
  readonly meta: {
    readonly symbol: string
    readonly currency?: string
    readonly instrumentType: string
    readonly exchangeTimezoneName: string
    readonly currentTradingPeriod?: {
      readonly regular: { readonly start: Stamp; readonly end: Stamp }
    }
  }
  readonly timestamp?: readonly number[]
  readonly events?: {
    readonly dividends?: Readonly<Record<string, { date: Stamp; amount: number }>>
    readonly splits?: Readonly<
      Record<string, { date: Stamp; numerator: number; denominator: number }>
    >
  }
  readonly indicators: {
    readonly quote: readonly Partial<Record<'open' | 'high' | 'low' | 'close' | 'volume', Values>>[]
    readonly adjclose?: readonly { readonly adjclose?: Values }[]
  }
}
/** The library turns some of Yahoo's seconds into dates. */
type Stamp = number | Date

const CALENDAR_OF_TYPE: Readonly<Record<string, CalendarName>> = {
  CRYPTOCURRENCY: 'always',
  CURRENCY: 'forex',
  FUTURE: 'forex',
}

/**
 * Yahoo's chart as bars of the asked range. Bars without prices and the bar still forming are left out
 * and noted. Prices and dividends include the splits, as Yahoo gives them.
 * @throws E_DATA_SOURCE_EMPTY, or E_DATA_SOURCE_BAD_ANSWER when columns differ in length.
 */
export function chartSeries(chart: Chart, request: BarsRequest, now: number): SourcedSeries {
  const { meta } = chart
  const times = timesOf(chart, request)
  const raw = columnsOf(chart, request, times)
  const bars = usableBars(chart, request, raw, now)
  if (bars.kept.length === 0) {
    const remedy = 'Change the range; exchanges are closed on weekends and holidays.'
    throw new DataSourceEmpty('yahoo', request.symbol, 'in the asked range', remedy)
  }
  return {
    identity: {
      symbol: meta.symbol,
      interval: request.interval,
      source: 'yahoo',
      calendar: CALENDAR_OF_TYPE[meta.instrumentType] ?? 'exchange',
      currency: meta.currency ?? null,
    },
    series: pickBars(raw, bars.kept),
    actions: actionsOf(chart, request),
    splitAdjusted: true,
    notes: bars.notes,
  }
}

function timesOf(chart: Chart, { interval }: BarsRequest): (stamp: Stamp) => number {
  if (isIntraday(interval)) return milliseconds
  const zone = new TimeZone(chart.meta.exchangeTimezoneName)
  return (stamp) => {
    const time = milliseconds(stamp)
    return sessionTime(time, zone.offsetAt(time))
  }
}

function milliseconds(stamp: Stamp): number {
  return typeof stamp === 'number' ? stamp * 1000 : stamp.getTime()
}

function columnsOf(chart: Chart, request: BarsRequest, time: (stamp: Stamp) => number): Series {
  const stamps = chart.timestamp ?? []
  const column = (name: string, values: Values = [], missing = NaN) => {
    if (values.length === stamps.length) return Float64Array.from(values, (v) => v ?? missing)
    const reason = `${stamps.length} times, but ${values.length} values of ${name}`
    throw new DataSourceBadAnswer('yahoo', request.symbol, reason)
  }
  const quote = chart.indicators.quote[0] ?? {}
  const adjusted = chart.indicators.adjclose?.[0]?.adjclose
  return seriesOf({
    time: Float64Array.from(stamps, time),
    open: column('open', quote.open),
    high: column('high', quote.high),
    low: column('low', quote.low),
    close: column('close', quote.close),
    adjClose: adjusted === undefined ? null : column('adjclose', adjusted),
    volume: column('volume', quote.volume, 0),
  })
}

function usableBars(chart: Chart, request: BarsRequest, series: Series, now: number) {
  const { open, high, low, close, adjClose, time, length } = series
  const [from, to] = [request.from ?? -Infinity, request.to ?? Infinity]
  const forming = formingFrom(chart, request, now)
  const kept: number[] = []
  const left = { unpriced: [] as number[], forming: [] as number[], repeated: [] as number[] }
  for (let t = 0; t < length; t++) {
    if (time[t] < from || time[t] >= to) continue
    const sum = open[t] + high[t] + low[t] + close[t] + (adjClose?.[t] ?? 0)
    if (Number.isNaN(sum)) left.unpriced.push(time[t])
    else if (time[t] >= forming) left.forming.push(time[t])
    else if (isRepeated(request, time, t)) left.repeated.push(time[t])
    else kept.push(t)
  }
  const notes = [
    note('null_bars', 'warning', left.unpriced, 'without prices, left out'),
    note('forming_bar', 'info', left.forming, 'still forming, left out'),
    note('repeated_day', 'info', left.repeated, 'of a day that came twice, the later one left out'),
  ]
  return { kept, notes: notes.filter(({ count }) => count > 0) }
}

/** Time from which on bars are not closed yet. */
function formingFrom(chart: Chart, request: BarsRequest, now: number): number {
  const { interval } = request
  if (interval === '1mo') {
    const [year, month] = civilDate(dayOf(now))
    return dayNumber(year, month, 1) * DAY_MILLISECONDS
  }
  const session = chart.meta.currentTradingPeriod?.regular
  if (interval !== '1d' || session === undefined) return now - intervalMilliseconds(interval) + 1
  // Yahoo stamps the newest day with its latest trade; 24-hour sessions "end" a minute early
  const isOpen = now >= milliseconds(session.start) && now <= milliseconds(session.end) + 60_000
  if (!isOpen) return Infinity
  return dayOf(timesOf(chart, request)(session.start)) * DAY_MILLISECONDS
}

/** The newest day can come twice: as a bar, and once more with the time of the latest trade. */
function isRepeated({ interval }: BarsRequest, time: Float64Array, t: number): boolean {
  return interval === '1d' && t > 0 && dayOf(time[t]) === dayOf(time[t - 1])
}

function note(
  rule: string,
  severity: Finding['severity'],
  times: readonly number[],
  what: string
): Finding {
  const first = times.length === 0 ? null : times[0]
  const count = times.length
  const when = first === null ? '' : isoTime(first)
  const bars = count === 1 ? `1 bar, ${when}, ` : `${count} bars, the first of ${when}, `
  return { rule, severity, count, firstBar: null, firstTime: first, message: `${bars}${what}.` }
}

function actionsOf(chart: Chart, request: BarsRequest): CorporateAction[] {
  const time = timesOf(chart, request)
  const [from, to] = [request.from ?? -Infinity, request.to ?? Infinity]
  const splits = Object.values(chart.events?.splits ?? {}).map(
    ({ date, numerator, denominator }): CorporateAction => ({
      kind: 'split',
      time: time(date),
      ratio: numerator / denominator,
    })
  )
  const dividends = Object.values(chart.events?.dividends ?? {}).map(
    ({ date, amount }): CorporateAction => ({ kind: 'dividend', time: time(date), amount })
  )
  return [...splits, ...dividends]
    .filter((action) => action.time >= from && action.time < to)
    .sort((a, b) => a.time - b.time)
}
