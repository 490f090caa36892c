import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import { isoTime } from '../../../app/core/market/iso_time.ts'
import { validate } from '../../../app/core/market/validation.ts'
import { csvOf } from './csv_of.ts'
import { failureOf } from './failure_of.ts'

const TWO_BARS =
  'Date,Open,High,Low,Close,Volume\n2024-06-03,10,12,9,11,1000\n2024-06-04,11,13,10,12,1100\n'

test.group('CSV: what is recognised', () => {
  test('columns in any order, by the names that vendors use', async ({ assert }) => {
    const { series, actions, quoteVolume } = await csvOf(
      'Vol.,<CLOSE>,Adj Close,Stock Splits,Dividends,High,Low,OPEN,Datetime,Volume USD\n' +
        '1000,11,10.5,0.0,0.0,12,9,10,2024-06-03,11000\n' +
        '1100,12,12,2.0,0.25,13,10,11,2024-06-04,13200\n'
    )
    assert.deepEqual([...series.open], [10, 11])
    assert.deepEqual([...series.high], [12, 13])
    assert.deepEqual([...series.low], [9, 10])
    assert.deepEqual([...series.close], [11, 12])
    assert.deepEqual([...series.adjClose!], [10.5, 12])
    assert.deepEqual([...series.volume], [1000, 1100])
    assert.deepEqual([...quoteVolume!], [11_000, 13_200])
    const time = Date.UTC(2024, 5, 4)
    assert.deepEqual(actions, [
      { kind: 'split', time, ratio: 2 },
      { kind: 'dividend', time, amount: 0.25 },
    ])
  })

  test('delimiter and decimal sign, thousands and quotes', async ({ assert }) => {
    const forms = [
      'Date;Close;Volume\n2024-06-03;1234,5;1000\n2024-06-04;1235,25;1100\n',
      'Date;Close;Volume\n2024-06-03;"1.234,5";1.000\n2024-06-04;"1.235,25";1.100\n',
      'Date\tClose\tVolume\n2024-06-03\t1234.5\t1000\n2024-06-04\t1235.25\t1100\n',
      'Date|Close|Volume\r\n2024-06-03|1,234.5|1,000\r\n2024-06-04|1,235.25|1,100\r\n',
      '"Date","Close","Volume"\r"2024-06-03","1,234.50","1,000"\r"2024-06-04","1,235.25","1100"',
      '\ufeffDate,Close,Volume\n\n2024-06-03, 1234.5 ,1000\n\n2024-06-04,1.23525e3,1100\n',
      'sep=;\nDate;Close;Volume\n2024-06-03;1234.5;1000\n2024-06-04;1235.25;1100\n',
      'https://vendor.example/data\nDate,Close,Volume\n2024-06-03,1234.5,1000\n2024-06-04,1235.25,1100\n',
    ]
    for (const text of forms) {
      const { series } = await csvOf(text)
      assert.deepEqual([...series.close], [1234.5, 1235.25], text)
      assert.deepEqual([...series.volume], [1000, 1100], text)
    }
  })

  test('gzip and UTF-16', async ({ assert }) => {
    const text = TWO_BARS
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le')
    for (const bytes of [gzipSync(text), utf16, Buffer.from(utf16).swap16()]) {
      assert.deepEqual([...(await csvOf(bytes)).series.close], [11, 12])
    }
  })

  test('dates of every form are the same two days', async ({ assert }) => {
    const forms = [
      ['2024-06-13', '2024-06-14'],
      ['2024/06/13', '2024/06/14'],
      ['20240613', '20240614'],
      ['13.06.2024', '14.06.2024'],
      ['13.6.2024', '14.6.2024'],
      ['13/06/2024', '14/06/2024'],
      ['6/13/24', '6/14/24'],
      ['06-13-2024', '06-14-2024'],
      ['13-Jun-24', '14-Jun-24'],
      ['13 June 2024', '14 June 2024'],
      ['"Jun 13, 2024"', '"Jun 14, 2024"'],
      ['2024-06-13T00:00:00.000Z', '2024-06-14T00:00:00.000Z'],
      ['2024-06-13 00:00:00+09:00', '2024-06-14 00:00:00+09:00'],
      ['2024-06-13 00:00:00-0400', '2024-06-14 00:00:00-0400'],
      ['13.06.2024 00:00:00.000 GMT+0200', '14.06.2024 00:00:00.000 GMT+0200'],
      ['1718236800', '1718323200'],
      ['1718236800.0', '1718323200.0'],
      ['1718236800000', '1718323200000'],
      ['1718236800000000', '1718323200000000'],
    ]
    const expected = [Date.UTC(2024, 5, 13), Date.UTC(2024, 5, 14)]
    for (const [first, second] of forms) {
      const { series } = await csvOf(`Date,Close\n${first},10\n${second},11\n`)
      assert.deepEqual([...series.time], expected, first)
    }
  })

  test('hours of every form are the same hour', async ({ assert }) => {
    const forms = [
      ['2024-06-13 14:30', '2024-06-13 15:30'],
      ['2024-06-13T14:30:00Z', '2024-06-13T15:30:00Z'],
      ['2024-06-13T16:30:00+02:00', '2024-06-13T17:30:00+02:00'],
      ['13.06.2024 14:30:00.000', '13.06.2024 15:30:00.000'],
      ['6/13/2024 2:30 PM', '6/13/2024 3:30 PM'],
      ['20240613 143000', '20240613 153000'],
      ['1718289000', '1718292600'],
    ]
    for (const [first, second] of forms) {
      const { series } = await csvOf(`time,close\n${first},10\n${second},11\n`, { interval: '1h' })
      assert.equal(isoTime(series.time[0]), '2024-06-13 14:30', first)
      assert.equal(series.time[1] - series.time[0], 3_600_000, first)
    }
    const apart = await csvOf('<DATE>,<TIME>,<CLOSE>\n2024.06.13,14:30,10\n2024.06.13,15:30,11\n', {
      interval: '1h',
    })
    assert.equal(isoTime(apart.series.time[0]), '2024-06-13 14:30')
  })

  test('day and month are told apart by any row, by the order of rows, or not at all', async ({
    assert,
  }) => {
    const first = async (...dates: string[]) => {
      const { series, notes } = await csvOf(`Date,Close\n${dates.map((d) => `${d},1`).join('\n')}`)
      return [isoTime(series.time[0]), notes!.map(({ rule }) => rule).includes('ambiguous_dates')]
    }
    assert.deepEqual(await first('01/02/2024', '13/02/2024'), ['2024-02-01', false])
    assert.deepEqual(await first('01/02/2024', '01/13/2024'), ['2024-01-02', false])
    assert.deepEqual(await first('11/01/2024', '12/01/2024', '01/02/2024'), ['2024-01-11', false])
    assert.deepEqual(await first('01/02/2024', '02/03/2024'), ['2024-01-02', true])
  })

  test('stamps without an offset are in the zone that is named, summer time included', async ({
    assert,
  }) => {
    const text = 'time,close\n2024-03-08 09:30,10\n2024-03-11 09:30,11\n'
    const options = { timeZone: 'America/New_York' }
    const { series } = await csvOf(text, { interval: '1h' }, options)
    assert.deepEqual([...series.time].map(isoTime), ['2024-03-08 14:30', '2024-03-11 13:30'])
    const daily = await csvOf('time,close\n2024-03-08,10\n2024-03-11,11\n', {}, options)
    assert.deepEqual([...daily.series.time].map(isoTime), ['2024-03-08', '2024-03-11'])
    const error = await failureOf(csvOf(text, {}, { timeZone: 'Mars/Olympus' }))
    assert.include(error, { code: 'E_INVALID_PARAMETER', kind: 'bad_input' })
  })

  test('stamps of a bar’s close become its open', async ({ assert }) => {
    const text = 'time,close\n2024-06-13 15:30,10\n2024-06-13 16:30,11\n'
    const { series } = await csvOf(text, { interval: '1h' }, { stamp: 'close' })
    assert.equal(isoTime(series.time[0]), '2024-06-13 14:30')
  })

  test('a file that begins with the newest bar is turned round, all columns and actions', async ({
    assert,
  }) => {
    const { series, notes, actions, quoteVolume } = await csvOf(
      'date,close,dividend,volume usd\n2024-06-05,13,2,9\n2024-06-04,12,0,8\n2024-06-03,11,1,7\n'
    )
    assert.deepEqual([...series.time].map(isoTime), ['2024-06-03', '2024-06-04', '2024-06-05'])
    assert.deepEqual([...series.close], [11, 12, 13])
    assert.deepEqual([...quoteVolume!], [7, 8, 9])
    assert.deepEqual(
      actions.map((action) => action.kind === 'dividend' && action.amount),
      [1, 2]
    )
    assert.include(notes![0], { rule: 'newest_first', severity: 'info' })
  })

  test('prices that already hold a declared split are told from those that do not', async ({
    assert,
  }) => {
    const file = (after: number) =>
      `date,open,close,split\n2024-06-03,99,100,1.0\n2024-06-04,${after},${after},4.0\n`
    assert.isTrue((await csvOf(file(101))).splitAdjusted)
    assert.lengthOf((await csvOf(file(101))).actions, 1) // a ratio of 1 is no split
    assert.isFalse((await csvOf(file(25))).splitAdjusted)
    assert.isTrue((await csvOf(file(25), {}, { splitAdjusted: true })).splitAdjusted)
  })

  test('a lacking open is the close and is said; a lacking volume is none', async ({ assert }) => {
    const data = await csvOf('date,close\n2024-06-03,11\n2024-06-04,12\n')
    assert.deepEqual([...data.series.open], [11, 12])
    assert.deepEqual([...data.series.volume], [0, 0])
    const rules = validate(data).map(({ rule, severity }) => `${severity} ${rule}`)
    assert.deepEqual(rules, ['warning zero_volume', 'warning missing_columns'])
  })

  test('the order of columns can be said where names do not tell', async ({ assert }) => {
    const text = 'when,first,final\n2024-06-03,10,11\n2024-06-04,11,12\n'
    const columns = { time: 'when', open: 'first', close: 'final' }
    const { series } = await csvOf(text, {}, { columns })
    assert.deepEqual([...series.open, ...series.close], [10, 11, 11, 12])
    const error = await failureOf(csvOf(text, {}, { columns: { ...columns, close: 'last' } }))
    assert.include(
      error.message,
      `columns.close is "last", but the file's columns are when, first, final`
    )
  })

  test('a single symbol’s file answers to any name', async ({ assert }) => {
    const text = 'date,symbol,close\n2024-06-03,BTC/USD,11\n2024-06-04,BTC/USD,12\n'
    assert.equal((await csvOf(text, { symbol: 'BTC-USD' })).identity.symbol, 'BTC-USD')
  })
})
