import { gzipSync } from 'node:zlib'
import { test } from '@japa/runner'
import type { Finding } from '../../../app/core/market/series.ts'
import { validate } from '../../../app/core/market/validation.ts'
import { CsvDataSource } from '../../../app/integrations/data_sources/csv/csv_data_source.ts'
import { inspectCsv } from '../../../app/integrations/data_sources/csv/inspect_csv.ts'
import { UploadedCsv } from '../../../app/integrations/data_sources/csv/uploaded_csv.ts'
import { csvOf } from './csv_of.ts'
import { dataSourceContract } from './data_source_contract.ts'
import { failureOf } from './failure_of.ts'

const HEADER = 'Date,Open,High,Low,Close,Volume\n'
const TWO_ROWS = '2024-06-03,10,12,9,11,1000\n2024-06-04,11,13,10,12,1100\n'
const request = { symbol: 'AAA', interval: '1d', from: null, to: null } as const
const bytesOf = (text: string) => new TextEncoder().encode(text)

const MANY = `symbol,date,open,high,low,close,volume
AAA,2024-06-03,10,12,9,11,1000
BBB,2024-06-03,1,2,1,1.5,10
AAA,2024-06-04,11,13,10,12,1100
BBB,2024-06-04,1,2,1,1.5,10
AAA,2024-06-05,12,14,11,13,1200
`

for (const [name, Source] of [
  ['CSV', CsvDataSource],
  ['CSV that somebody sent', UploadedCsv],
] as const) {
  test.group(`Data source contract: ${name}`, () =>
    dataSourceContract(
      async () => ({
        source: new Source(bytesOf(MANY), 'many.csv'),
        symbol: 'AAA',
        interval: '1d',
        from: Date.UTC(2024, 5, 4),
        to: Date.UTC(2024, 5, 6),
        emptyFrom: Date.UTC(2025, 0, 1),
        emptyTo: Date.UTC(2026, 0, 1),
        unknownSymbol: 'CCC',
        unsupportedInterval: null,
      }),
      {
        unsupportedInterval: 'a file can hold any interval; the rule "spacing" tells the wrong one',
      }
    )
  )
}

test.group('CSV that somebody sent', () => {
  test('this thread goes on with its work while a large file is read', async ({ assert }) => {
    const day = (k: number) => new Date(Date.UTC(1700, 0, 1 + k)).toISOString().slice(0, 10)
    const rows = Array.from({ length: 100_000 }, (_, k) => `${day(k)},10,12,9,11,1000`)
    const source = new UploadedCsv(bytesOf(HEADER + rows.join('\n')), 'large.csv')
    let turns = 0
    const turning = setInterval(() => turns++)
    const { series } = await source.fetch(request)
    clearInterval(turning)
    assert.equal(series.length, 100_000)
    assert.isAbove(turns, 3)
  })

  test('a fault crosses the thread with its code, words and parameter', async ({ assert }) => {
    const refused = await failureOf(new UploadedCsv(bytesOf('no,table\n'), 'x').fetch(request))
    const here = await failureOf(new CsvDataSource(bytesOf('no,table\n'), 'x').fetch(request))
    assert.equal(refused.code, 'E_DATA_SOURCE_BAD_FILE')
    assert.deepEqual([refused.message, refused.remedy], [here.message, here.remedy])
    const zone = new UploadedCsv(bytesOf(HEADER + TWO_ROWS), 'x', { timeZone: 'Nowhere' })
    const wrong = await failureOf(zone.fetch(request))
    assert.include(wrong, { code: 'E_INVALID_PARAMETER', path: 'timeZone' })
  })
})

test.group('CSV: what is refused', () => {
  const finding = async (text: string): Promise<Finding> => validate(await csvOf(text))[0]

  test('text in a price is an error with line, column and text', async ({ assert }) => {
    const rows = '2024-06-03,10,12,9,11,1000\n\n2024-06-04,11,13,n/a,12,1100\n2024-06-05,x,,1,1,1\n'
    const { rule, severity, message, firstBar, count } = await finding(HEADER + rows)
    assert.deepEqual(
      { rule, severity, firstBar, count },
      { rule: 'non_finite', severity: 'error', firstBar: 1, count: 2 }
    )
    assert.equal(message, 'line 4, Low: "n/a" is not a number (the first of 3 such cells).')
  })

  test('what only begins like a number or a date is none', async ({ assert }) => {
    for (const price of [
      '12abc',
      '1.2.3',
      '1,2,3',
      '--1',
      '-',
      '.',
      '1e',
      '0x10',
      'null',
      'NaN',
      '',
    ]) {
      const { message } = await finding(`Date;Close\n2024-06-03;11\n2024-06-04;${price}\n`)
      assert.include(message, `line 3, Close: "${price}" is not a number`, price)
    }
    for (const date of [
      '2024-02-30',
      '2024-06-04x',
      '32.01.2024',
      '13:30',
      '2024-06-04 25:00',
      '',
    ]) {
      const { message } = await finding(`Date,Close\n2024-06-03,11\n${date},12\n`)
      assert.include(message, `line 3, Date: "${date}" is not a date`, date)
    }
  })

  test('quoted fields may hold delimiters, quotes and line breaks', async ({ assert }) => {
    const { series } = await csvOf(
      'Note,Date,Close\n"a ""b"", c",2024-06-03,11\n"x\ny",2024-06-04,12\n'
    )
    assert.deepEqual([...series.close], [11, 12])
    const { message } = await finding('Note,Date,Close\n"x\ny",2024-06-03,11\n,2024-06-04,n/a\n')
    assert.include(message, 'line 4, Close: "n/a"')
  })

  test('a row that is too short is an error with its line', async ({ assert }) => {
    const { message } = await finding(`${HEADER}${TWO_ROWS}2024-06-05,10,12\n`)
    assert.equal(message, 'line 4, 3 fields, but the header has 6 (the first of 3 such cells).')
  })

  test('NaN, duplicate, unordered and negative values are left to validation, none is dropped', async ({
    assert,
  }) => {
    const text = `${HEADER}${TWO_ROWS}2024-06-04,11,13,10,12,1\n2024-06-01,11,13,-10,12,1\n2024-06-06,NaN,1,1,1,1\n`
    const data = await csvOf(text)
    assert.equal(data.series.length, 5)
    const rules = validate(data).map(({ rule }) => rule)
    assert.includeMembers(rules, ['non_finite', 'non_positive', 'order', 'duplicates'])
  })

  test('a file that is no table of bars says what it lacks', async ({ assert }) => {
    const cases: [string | Uint8Array, RegExp][] = [
      ['', /prices\.csv is empty/],
      ['hello world\n', /no column for time and close\. Its columns are: hello world/],
      ['Date,Open\n2024-06-03,1\n', /no column for close/],
      ['Date,Close\n"2024-06-03,1\n', /line 2: a quote is opened and never closed/],
      [Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), /is not text/],
      [Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0), /cannot be unpacked/],
      [gzipSync(new Uint8Array(201 * 2 ** 20)), /at most 200 MiB are read/],
    ]
    for (const [text, message] of cases) {
      const error = await failureOf((async () => csvOf(text))())
      assert.include(error, { code: 'E_DATA_SOURCE_BAD_FILE', kind: 'bad_input' })
      assert.match(error.message, message)
      assert.isNotEmpty(error.remedy)
    }
    const error = await failureOf(csvOf('Date,Close\n'))
    assert.include(error, { code: 'E_DATA_SOURCE_EMPTY' })
  })

  test('a range outside the file says what the file holds', async ({ assert }) => {
    const error = await failureOf(csvOf(HEADER + TWO_ROWS, { from: Date.UTC(2025, 0, 1) }))
    assert.equal(error.remedy, 'Change the range: it holds 2024-06-03 to 2024-06-04.')
  })

  test('a file that is not there, or a folder, is a bad file', async ({ assert }) => {
    for (const path of ['no/such/file.csv', import.meta.dirname]) {
      const error = await failureOf(CsvDataSource.open(path))
      assert.include(error, { code: 'E_DATA_SOURCE_BAD_FILE' })
      assert.match(error.message, /cannot be read: (ENOENT|EISDIR)/)
    }
  })
})

test.group('CSV: preview', () => {
  test('says what a file seems to be, for a person to correct', ({ assert }) => {
    const preview = inspectCsv(bytesOf(MANY), 'many.csv')
    assert.include(preview, {
      symbol: 'AAA',
      interval: '1d',
      calendar: 'exchange',
      rows: 3,
      delimiter: ',',
    })
    assert.deepEqual(preview.symbols, ['AAA', 'BBB'])
    assert.deepEqual([preview.from, preview.to], [Date.UTC(2024, 5, 3), Date.UTC(2024, 5, 5)])
    assert.deepEqual(preview.columns, {
      time: 'date',
      symbol: 'symbol',
      open: 'open',
      high: 'high',
      low: 'low',
      close: 'close',
      volume: 'volume',
    })
    assert.deepEqual(preview.preview[1], ['BBB', '2024-06-03', '1', '2', '1', '1.5', '10'])
    assert.lengthOf(preview.preview, 5)
  })

  test('finds the symbol in the file’s name', ({ assert }) => {
    const symbol = (file: string) => inspectCsv(bytesOf(HEADER + TWO_ROWS), file).symbol
    assert.equal(symbol('AAPL.csv.gz'), 'AAPL')
    assert.equal(symbol('SPY_D.csv'), 'SPY')
    assert.equal(symbol('FOREX_EURUSD_1H_ASK.csv'), 'EURUSD')
    assert.equal(symbol('yahoofinance-INTC-19950101-20040412.csv'), 'INTC')
    assert.equal(symbol('4063-T-1d.csv'), '4063.T')
    assert.isNull(symbol('prices.csv'))
  })
})
