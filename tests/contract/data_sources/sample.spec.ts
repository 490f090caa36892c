import { test } from '@japa/runner'
import { isoDay } from '../../../app/core/market/iso_time.ts'
import { sessionCount } from '../../../app/core/market/sessions.ts'
import type { SourcedSeries } from '../../../app/core/market/series.ts'
import { validate } from '../../../app/core/market/validation.ts'
import { SampleDataSource } from '../../../app/integrations/data_sources/sample_data_source.ts'
import { dataSourceContract } from './data_source_contract.ts'

const source = new SampleDataSource()
const judged = (data: SourcedSeries) =>
  validate(data).map(({ rule, severity }) => `${severity} ${rule}`)
const all = { interval: '1d', from: null, to: null } as const

test.group('Data source contract: sample', () =>
  dataSourceContract(async () => ({
    source,
    symbol: 'AAPL',
    interval: '1d',
    from: Date.UTC(2014, 0, 1),
    to: Date.UTC(2015, 0, 1),
    emptyFrom: Date.UTC(2014, 0, 4),
    emptyTo: Date.UTC(2014, 0, 6),
    unknownSymbol: 'MSFT',
    unsupportedInterval: '1h',
  }))
)

test.group('Sample data', () => {
  test('AAPL is 1,260 sound bars without the wrong adjusted close', async ({ assert }) => {
    const data = await source.fetch({ symbol: 'AAPL', ...all })
    assert.equal(data.series.length, 1260)
    assert.equal(isoDay(data.series.time[0]), '2013-05-13')
    assert.equal(isoDay(data.series.time[1259]), '2018-05-11')
    assert.equal(data.series.close[0], 64.96286)
    assert.isNull(data.series.adjClose)
    assert.isTrue(data.splitAdjusted)
    assert.deepEqual(judged(data), ['info no_dividends'])
  })

  test('the S&P 500 warns of the years whose opens repeat the last close', async ({ assert }) => {
    const data = await source.fetch({ symbol: 'sp500', ...all })
    assert.equal(data.series.length, 5105)
    assert.deepEqual(judged(data), ['warning made_up_opens', 'info no_dividends'])
    const later = await source.fetch({ symbol: 'SP500', ...all, from: Date.UTC(2014, 0, 1) })
    assert.deepEqual(judged(later), ['info no_dividends'])
  })

  test('no New York session is missing from either', async ({ assert }) => {
    for (const symbol of ['AAPL', 'SP500']) {
      const { series } = await source.fetch({ symbol, ...all })
      const { expected, found } = sessionCount(series, '1d', 'exchange')
      assert.equal(found, series.length)
      assert.equal(expected, series.length)
    }
  })
})
