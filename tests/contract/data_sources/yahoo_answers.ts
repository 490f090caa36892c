/** A bar of a made-up chart: [UTC time, open, high, low, close, volume, adjusted close]. */
export type ChartBar = readonly [string, ...(number | null)[]]

interface ChartGiven {
  readonly symbol?: string
  readonly type?: string
  readonly timeZone?: string
  readonly currency?: string
  /** UTC times of the current session. */
  readonly session?: readonly [start: string, end: string]
  readonly dividends?: Readonly<Record<string, number>>
  /** New units for one old unit, by UTC time. */
  readonly splits?: Readonly<Record<string, number>>
}

const seconds = (time: string) => Date.parse(`${time}Z`) / 1000

/** An answer of the form of Yahoo's v8 chart. */
export function chartAnswer(bars: readonly ChartBar[], given: ChartGiven = {}) {
  const column = (index: number) => bars.map((bar) => bar[index] ?? null)
  const quote = {
    open: column(1),
    high: column(2),
    low: column(3),
    close: column(4),
    volume: column(5),
  }
  const adjclose = [{ adjclose: bars.map((bar) => (bar.length > 6 ? bar[6] : bar[4])) }]
  const empty = bars.length === 0
  const result = {
    meta: metaOf(given),
    ...(empty ? {} : { timestamp: bars.map(([time]) => seconds(time)) }),
    events: eventsOf(given),
    indicators: empty ? { quote: [{}] } : { quote: [quote], adjclose },
  }
  return { chart: { result: [result], error: null } }
}

export function chartError(code: string, description: string) {
  return { chart: { result: null, error: { code, description } } }
}

function eventsOf({ dividends = {}, splits = {} }: ChartGiven) {
  return {
    dividends: Object.fromEntries(
      Object.entries(dividends).map(([time, amount]) => [
        String(seconds(time)),
        { amount, date: seconds(time) },
      ])
    ),
    splits: Object.fromEntries(
      Object.entries(splits).map(([time, ratio]) => [
        String(seconds(time)),
        { date: seconds(time), numerator: ratio, denominator: 1, splitRatio: `${ratio}:1` },
      ])
    ),
  }
}

function metaOf(given: ChartGiven) {
  const { session = ['2020-01-31T14:30', '2020-01-31T21:00'], timeZone = 'America/New_York' } =
    given
  const period = {
    timezone: 'EST',
    start: seconds(session[0]),
    end: seconds(session[1]),
    gmtoffset: 0,
  }
  return {
    currency: given.currency ?? 'USD',
    symbol: given.symbol ?? 'TEST',
    exchangeName: 'NMS',
    fullExchangeName: 'NasdaqGS',
    instrumentType: given.type ?? 'EQUITY',
    firstTradeDate: 345_479_400,
    regularMarketTime: seconds(session[1]),
    hasPrePostMarketData: true,
    gmtoffset: -18_000,
    timezone: 'EST',
    exchangeTimezoneName: timeZone,
    regularMarketPrice: 100,
    priceHint: 2,
    currentTradingPeriod: { pre: period, regular: period, post: period },
    dataGranularity: '1d',
    range: '',
    validRanges: ['1d', 'max'],
  }
}
