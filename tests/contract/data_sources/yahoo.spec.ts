import { test } from '@japa/runner'
import { isoTime } from '../../../app/core/market/iso_time.ts'
import type { Interval } from '../../../app/core/market/series.ts'
import { dataSourceContract } from './data_source_contract.ts'
import { failureOf } from './failure_of.ts'
import { chartAnswer, chartError, type ChartBar } from './yahoo_answers.ts'
import { BARS, CHART, REQUEST, yahooWith } from './yahoo_bench.ts'
import { answer, type Reply } from './yahoo_server.ts'

/** Answers as Yahoo does: by symbol and period. */
const likeYahoo: Reply = (request, response) => {
  const url = new URL(request.url ?? '', 'http://localhost')
  const [from, to] = ['period1', 'period2'].map((name) => Number(url.searchParams.get(name)))
  const bars = BARS.filter(([time]) => {
    const seconds = Date.parse(`${time}Z`) / 1000
    return seconds >= from && seconds < to
  })
  if (url.pathname.endsWith('/TEST')) return answer(200, chartAnswer(bars))(request, response)
  const error = chartError('Not Found', 'No data found, symbol may be delisted')
  answer(404, error)(request, response)
}

test.group('Data source contract: Yahoo', () =>
  dataSourceContract(async () => {
    const { source, server } = await yahooWith([likeYahoo])
    return {
      source,
      symbol: 'TEST',
      interval: '1d',
      from: Date.UTC(2020, 0, 3),
      to: Date.UTC(2020, 0, 7),
      emptyFrom: Date.UTC(2020, 0, 4),
      emptyTo: Date.UTC(2020, 0, 6),
      unknownSymbol: 'NOSUCH',
      unsupportedInterval: '4h',
      close: () => server.close(),
    }
  })
)

test.group('Yahoo: questions', () => {
  test('asks for regular hours with splits and dividends, a day more at both ends', async ({
    assert,
  }) => {
    const { source, server } = await yahooWith([answer(200, CHART)])
    await source.fetch({ ...REQUEST, from: Date.UTC(2020, 0, 2), to: Date.UTC(2020, 0, 9) })
    await server.close()
    const url = new URL(server.asked[0], server.url)
    assert.equal(url.pathname, '/v8/finance/chart/TEST')
    assert.equal(url.searchParams.get('includePrePost'), 'false')
    assert.equal(url.searchParams.get('events'), 'div|split')
    assert.equal(url.searchParams.get('interval'), '1d')
    assert.equal(Number(url.searchParams.get('period1')), Date.UTC(2020, 0, 1) / 1000)
    assert.equal(Number(url.searchParams.get('period2')), Date.UTC(2020, 0, 10) / 1000)
  })

  test('an interval is asked for only as far back as Yahoo keeps it', async ({ assert }) => {
    const { source, server } = await yahooWith([answer(200, CHART)])
    const cases: [Interval, number, RegExp][] = [
      ['1m', Date.UTC(2020, 0, 20), /keeps 1m bars for 8 days, but from is 2020-01-20/],
      ['15m', Date.UTC(2019, 10, 1), /60 days/],
      ['1h', Date.UTC(2018, 0, 1), /730 days/],
    ]
    for (const [interval, from, message] of cases) {
      const error = await failureOf(source.fetch({ ...REQUEST, interval, from }))
      assert.include(error, { code: 'E_DATA_SOURCE_UNSUPPORTED', kind: 'bad_input' })
      assert.match(error.message, message)
    }
    await server.close()
    assert.deepEqual(server.asked, [])
  })

  test('a symbol cannot lead to another path or query', async ({ assert }) => {
    const { source, server } = await yahooWith([answer(200, CHART)])
    for (const symbol of ['../../v1', 'A?B=C', 'A/../B', 'A#', '..', 'http://x', 'A B']) {
      const error = await failureOf(source.fetch({ ...REQUEST, symbol }))
      assert.equal(error.code, 'E_DATA_SOURCE_UNKNOWN_SYMBOL')
    }
    await source.fetch({ ...REQUEST, symbol: '^GSPC' })
    await server.close()
    assert.deepEqual(
      server.asked.map((url) => url.split('?')[0]),
      ['/v8/finance/chart/%5EGSPC']
    )
  })
})

test.group('Yahoo: answers', () => {
  const fetchOf = async (bars: readonly ChartBar[], given = {}, request = {}, now?: number) => {
    const { source, server } = await yahooWith([answer(200, chartAnswer(bars, given))], now)
    try {
      return await source.fetch({ ...REQUEST, ...request })
    } finally {
      await server.close()
    }
  }

  test('bars, currency, calendar; prices include the splits', async ({ assert }) => {
    const { identity, series, splitAdjusted } = await fetchOf(BARS)
    assert.include(identity, { symbol: 'TEST', calendar: 'exchange', currency: 'USD' })
    assert.isTrue(splitAdjusted)
    assert.equal(isoTime(series.time[0]), '2020-01-02 14:30')
    assert.deepEqual([...series.open], [10, 11, 12, 13, 14])
    assert.deepEqual([...series.high], [12, 13, 14, 15, 16])
    assert.deepEqual([...series.low], [9, 10, 11, 12, 13])
    assert.deepEqual([...series.close], [11, 12, 13, 14, 15])
    assert.deepEqual([...series.adjClose!], [10.5, 11.5, 12.5, 14, 15])
    assert.deepEqual([...series.volume], [1000, 1100, 1200, 1300, 1400])
  })

  test('currencies trade round the clock on weekdays, coins always', async ({ assert }) => {
    const calendars = ['CURRENCY', 'CRYPTOCURRENCY', 'INDEX'].map(async (type) => {
      return (await fetchOf(BARS, { type })).identity.calendar
    })
    assert.deepEqual(await Promise.all(calendars), ['forex', 'always', 'exchange'])
  })

  test('splits and dividends come in order, at their bars, within the range', async ({
    assert,
  }) => {
    const given = {
      dividends: { '2020-01-07T14:30': 0.5, '2020-01-02T14:30': 0.4 },
      splits: { '2020-01-06T14:30': 4 },
    }
    const { actions } = await fetchOf(BARS, given, { from: Date.UTC(2020, 0, 3) })
    assert.deepEqual(actions, [
      { kind: 'split', time: Date.UTC(2020, 0, 6, 14, 30), ratio: 4 },
      { kind: 'dividend', time: Date.UTC(2020, 0, 7, 14, 30), amount: 0.5 },
    ])
  })

  test('bars without prices are left out, and the report says how many', async ({ assert }) => {
    const [first, , , , last] = BARS
    const bars: ChartBar[] = [
      first,
      ['2020-01-03T14:30', null, null, null, null, null],
      ['2020-01-06T14:30', 12, 14, null, 13, 1200],
      ['2020-01-07T14:30', 12, 14, 11, 13, 1200, null],
      last,
    ]
    const { series, notes } = await fetchOf(bars)
    assert.deepEqual([...series.close], [11, 15])
    assert.lengthOf(notes!, 1)
    assert.include(notes![0], { rule: 'null_bars', severity: 'warning', count: 3 })
    assert.include(notes![0].message, '3 bars, the first of 2020-01-03 14:30')
  })

  test('a volume that Yahoo does not know is 0', async ({ assert }) => {
    const [first, ...others] = BARS
    const unknown: ChartBar = ['2020-01-02T14:30', 10, 12, 9, 11, null, 10.5]
    const { series } = await fetchOf([unknown, ...others])
    assert.deepEqual([...series.volume], [0, 1100, 1200, 1300, 1400])
    assert.equal(series.open[0], first[1])
  })

  test('a bar that is still forming is left out', async ({ assert }) => {
    const session = ['2020-01-08T14:30', '2020-01-08T21:00']
    const during = await fetchOf(BARS, { session }, {}, Date.UTC(2020, 0, 8, 20))
    assert.equal(during.series.length, 4)
    assert.include(during.notes![0], { rule: 'forming_bar', severity: 'info', count: 1 })
    const after = await fetchOf(BARS, { session }, {}, Date.UTC(2020, 0, 8, 21, 2))
    assert.equal(after.series.length, 5)
  })

  test('a week and a month are closed when they are over', async ({ assert }) => {
    const weeks: ChartBar[] = ['2020-01-06', '2020-01-13', '2020-01-20'].map((monday, n) => [
      `${monday}T05:00`,
      10 + n,
      12 + n,
      9 + n,
      11 + n,
      100,
    ])
    const weekly = { interval: '1wk' }
    const inWeek = await fetchOf(weeks, {}, weekly, Date.UTC(2020, 0, 24))
    assert.equal(inWeek.series.length, 2)
    assert.equal((await fetchOf(weeks, {}, weekly, Date.UTC(2020, 0, 27))).series.length, 3)
    const months: ChartBar[] = ['2019-12-01', '2020-01-01', '2020-02-01'].map((first, n) => [
      `${first}T05:00`,
      10 + n,
      12 + n,
      9 + n,
      11 + n,
      100,
    ])
    const monthly = { interval: '1mo' }
    assert.equal((await fetchOf(months, {}, monthly, Date.UTC(2020, 1, 29))).series.length, 2)
    assert.equal((await fetchOf(months, {}, monthly, Date.UTC(2020, 2, 1))).series.length, 3)
  })

  test('the newest day counts once, also when Yahoo repeats it with its latest trade', async ({
    assert,
  }) => {
    const repeated: ChartBar[] = [...BARS, ['2020-01-08T21:00', 14, 16, 13, 15, 1400, 15]]
    const { series, notes } = await fetchOf(repeated)
    assert.equal(series.length, 5)
    assert.include(notes![0], { rule: 'repeated_day', severity: 'info' })
  })

  test('a daily bar’s UTC day is its session’s, in Sydney and for currencies too', async ({
    assert,
  }) => {
    const sydney: ChartBar[] = [
      ['2020-01-05T23:00', 10, 12, 9, 11, 100], // Monday, 6 January, 10:00 there
      ['2020-07-06T00:00', 10, 12, 9, 11, 100],
    ]
    const { series } = await fetchOf(sydney, { timeZone: 'Australia/Sydney' })
    assert.deepEqual([...series.time].map(isoTime), ['2020-01-06', '2020-07-06'])
    const london: ChartBar[] = [
      ['2019-07-07T23:00', 1, 2, 0.5, 1.5, 0], // midnight there, Monday, 8 July
      ['2020-01-06T00:00', 1, 2, 0.5, 1.5, 0],
    ]
    const pounds = await fetchOf(london, { timeZone: 'Europe/London', type: 'CURRENCY' })
    assert.deepEqual([...pounds.series.time].map(isoTime), ['2019-07-08', '2020-01-06'])
  })
})
