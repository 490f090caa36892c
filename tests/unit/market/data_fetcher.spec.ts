import { test } from '@japa/runner'
import type { CodedError } from '../../../app/core/errors.ts'
import { DataFetcher } from '../../../app/core/market/data_fetcher.ts'
import { DataSourceRateLimited } from '../../../app/core/market/data_source_errors.ts'
import { DatasetRefused } from '../../../app/core/market/market_errors.ts'
import type { SourcedSeries } from '../../../app/core/market/series.ts'
import type { BarsRequest, DataSource } from '../../../app/core/ports/data_source.ts'
import { barsOf, day } from './bars_of.ts'

function sourceOf(answer: SourcedSeries | Error, name = 'fixture') {
  const asked: BarsRequest[] = []
  const source: DataSource = {
    name,
    fetch: async (request) => {
      asked.push(request)
      if (answer instanceof Error) throw answer
      return answer
    },
  }
  return { source, asked, fetcher: new DataFetcher([source]) }
}

async function failureOf(promise: Promise<unknown>): Promise<CodedError> {
  return promise.then(
    () => {
      throw new Error('It did not fail.')
    },
    (error: CodedError) => error
  )
}

const SOUND = barsOf({ close: [10, 11, 12] })

test.group('DataFetcher', () => {
  test('asks the source for from <= time < to, dates as UTC', async ({ assert }) => {
    const { fetcher, asked } = sourceOf(SOUND)
    const { data } = await fetcher.fetchHistoricalData(
      ' TEST ',
      '2024-06-03',
      day(2024, 6, 8),
      '1d'
    )
    assert.deepEqual(asked, [
      { symbol: 'TEST', interval: '1d', from: day(2024, 6, 3), to: day(2024, 6, 8) },
    ])
    assert.strictEqual(data, SOUND)
  })

  test('no bounds ask for all there is', async ({ assert }) => {
    const { fetcher, asked } = sourceOf(SOUND)
    await fetcher.fetchHistoricalData('TEST', null, null, '1d')
    assert.deepInclude(asked[0], { from: null, to: null })
  })

  test('a source is chosen by name, the first is the default', async ({ assert }) => {
    const [first, second] = [sourceOf(SOUND, 'first'), sourceOf(SOUND, 'second')]
    const fetcher = new DataFetcher([first.source, second.source])
    await fetcher.fetchHistoricalData('TEST', null, null, '1d', { source: 'second' })
    await fetcher.fetchHistoricalData('TEST', null, null, '1d')
    assert.deepEqual([first.asked.length, second.asked.length], [1, 1])
  })

  test('a bad argument is refused by name, value and bound, and nothing is asked', async ({
    assert,
  }) => {
    const { fetcher, asked } = sourceOf(SOUND)
    const cases = [
      [['TEST', 'yesterday', null, '1d'], 'from', /from is "yesterday", but must be an ISO date/],
      [['TEST', null, NaN, '1d'], 'to', /to is null, but must be an ISO date/],
      [['TEST', '2024-02-01', '2024-01-01', '1d'], 'from', /2024-02-01.*before to.*2024-01-01/],
      [['TEST', '2024-02-01', '2024-02-01', '1d'], 'from', /before to/],
      [['TEST', null, null, '2d'], 'interval', /interval is "2d", but must be one of 1m, 5m/],
      [['', null, null, '1d'], 'symbol', /symbol is "", but must be 1 to 40 letters/],
      [['../../etc', null, null, '1d'], 'symbol', /symbol is/],
      [['A/../B', null, null, '1d'], 'symbol', /symbol is/],
    ] as const
    for (const [[symbol, from, to, interval], path, message] of cases) {
      const error = await failureOf(fetcher.fetchHistoricalData(symbol, from, to, interval))
      assert.include(error, { code: 'E_INVALID_PARAMETER', kind: 'bad_input', path })
      assert.match(error.message, message)
      assert.isNotEmpty(error.remedy)
    }
    const options = { source: 'bloomberg' }
    const error = await failureOf(fetcher.fetchHistoricalData('T', null, null, '1d', options))
    assert.include(error.message, 'source is "bloomberg", but must be one of fixture')
    assert.deepEqual(asked, [])
  })

  test('bars with an error are refused whole, with the report', async ({ assert }) => {
    const { fetcher } = sourceOf(barsOf({ close: [10, -11, 12], volume: [1, 0, 1] }))
    const error = await failureOf(fetcher.fetchHistoricalData('TEST', null, null, '1d'))
    assert.instanceOf(error, DatasetRefused)
    assert.include(error, { code: 'E_DATASET_REFUSED', kind: 'bad_input' })
    assert.match(
      error.message,
      /TEST 1d from fixture was refused, nothing was stored\. non_positive: .*-11\.1/
    )
    assert.include(error.remedy, '--repair')
    const rules = (error as DatasetRefused).findings.map(({ rule }) => rule)
    assert.deepEqual(rules, ['non_positive', 'zero_volume'])
  })

  test('a repair drops the bad bars and reports what it dropped', async ({ assert }) => {
    const { fetcher } = sourceOf(barsOf({ close: [10, -11, 12] }))
    const fetched = await fetcher.fetchHistoricalData('TEST', null, null, '1d', { repair: true })
    assert.deepEqual([...fetched.data.series.close], [10, 12])
    assert.deepEqual(fetched.repairs[0].times, [day(2024, 6, 4)])
    assert.deepEqual(
      fetched.findings.map(({ rule, severity }) => `${severity} ${rule}`),
      ['warning non_positive', 'warning gaps']
    )
  })

  test('warnings let bars through and come with them', async ({ assert }) => {
    const { fetcher } = sourceOf(barsOf({ close: [10, 11, 12], volume: [1, 0, 1] }))
    const fetched = await fetcher.fetchHistoricalData('TEST', null, null, '1d')
    assert.deepEqual(
      fetched.findings.map(({ rule }) => rule),
      ['zero_volume']
    )
  })

  test('one bar is refused, also with a repair', async ({ assert }) => {
    const { fetcher } = sourceOf(barsOf({ close: [10] }))
    for (const repair of [false, true]) {
      const error = await failureOf(
        fetcher.fetchHistoricalData('TEST', null, null, '1d', { repair })
      )
      assert.include(error.message, '1 bar, but at least 2 are needed')
    }
  })

  test('a repair that would drop more than half leaves nothing to trust', async ({ assert }) => {
    const { fetcher } = sourceOf(barsOf({ close: [10, -1, -1, -1, 12] }))
    const options = { repair: true }
    const error = await failureOf(fetcher.fetchHistoricalData('T', null, null, '1d', options))
    assert.include(error.remedy, 'would drop 3 of 5 bars, more than 50 %')
  })

  test('what the source says is passed on as it is', async ({ assert }) => {
    const { fetcher } = sourceOf(new DataSourceRateLimited('fixture', 'TEST', 30, null))
    const error = await failureOf(fetcher.fetchHistoricalData('TEST', null, null, '1d'))
    assert.include(error, { code: 'E_DATA_SOURCE_RATE_LIMITED', kind: 'upstream' })
    assert.include(error.remedy, 'Try again in 30 s')
  })

  test('a delisted instrument keeps its bars to its last one', async ({ assert }) => {
    const prices = [10, 5, 2, 1, 0.5, 0.1]
    const { fetcher } = sourceOf(barsOf({ close: prices, open: prices }))
    const { data } = await fetcher.fetchHistoricalData('GONE', '2024-01-01', '2030-01-01', '1d')
    assert.deepEqual([...data.series.close], prices)
  })
})
