import { readFileSync } from 'node:fs'
import { test } from '@japa/runner'
import { adjust } from '../../../app/core/market/adjustment.ts'
import { isoTime } from '../../../app/core/market/iso_time.ts'
import { validate } from '../../../app/core/market/validation.ts'
import { failureOf } from './failure_of.ts'
import { hasSharedData, NO_SHARED_DATA, SHARED_DATA } from './shared_data.ts'
import { yahooWith } from './yahoo_bench.ts'
import { answer } from './yahoo_server.ts'

interface Recording {
  readonly response: { status: number; body?: string; bodyJson?: unknown }
}

/** What the source makes of a recorded answer. */
async function replay(name: string, symbol: string, interval: '1d' | '1m' = '1d') {
  const file = `${SHARED_DATA}yahoo-finance2/${name}.json`
  const { response } = JSON.parse(readFileSync(file, 'utf8')) as Recording
  const reply = answer(response.status, response.bodyJson ?? response.body ?? '')
  const { source, server } = await yahooWith([reply], Date.UTC(2026, 0, 1))
  try {
    return await source.fetch({ symbol, interval, from: null, to: null })
  } finally {
    await server.close()
  }
}

test.group('Yahoo: recorded answers', (group) => {
  group.each.skip(!hasSharedData, NO_SHARED_DATA)

  test('AAPL around its split of four for one', async ({ assert }) => {
    const data = await replay('chart-AAPL-2020-08-31-to-2020-11-07', 'AAPL')
    assert.equal(data.series.length, 49)
    assert.equal(isoTime(data.series.time[0]), '2020-08-31 13:30')
    assert.deepEqual(data.actions, [
      { kind: 'split', time: data.series.time[0], ratio: 4 },
      { kind: 'dividend', time: data.series.time[48], amount: 0.205 },
    ])
    assert.deepEqual(validate(data), [])
  })

  test('total return from dividends agrees with Yahoo’s adjusted close', async ({ assert }) => {
    const name = 'historical-via-chart-MSFT-dividends-2021-02-01-to-2022-01-31.csv'
    const { series, ...rest } = await replay(name, 'MSFT')
    const own = adjust({ series, ...rest }, 'total-return').close
    const newest = series.adjClose![251] / series.close[251]
    for (let t = 0; t < 252; t++) {
      assert.closeTo(own[t] / (series.adjClose![t] / newest), 1, 2e-5)
    }
  })

  test('NVDA’s declared split is in the prices already', async ({ assert }) => {
    const name = 'historical-via-chart-NVDA-split-2021-02-01-to-2022-01-31.csv'
    const data = await replay(name, 'NVDA')
    assert.deepEqual(adjust(data, 'split').close, data.series.close)
    assert.closeTo(adjust(data, 'raw').close[0], 4 * data.series.close[0], 1e-9)
    assert.deepEqual(validate(data), [])
  })

  test('TSLA’s 3,303 days, coins, currencies and Frankfurt', async ({ assert }) => {
    const tesla = await replay('historical-via-chart-dividends-TSLA-no-dividends', 'TSLA')
    assert.equal(tesla.series.length, 3303)
    assert.deepEqual(validate(tesla), [])
    const bitcoin = await replay('chart-BTC-USD-2020-01-01-to-2020-01-03', 'BTC-USD')
    assert.include(bitcoin.identity, { calendar: 'always', currency: 'USD' })
    const euro = await replay('chart-EURUSD=X-2020-01-01-to-2020-01-03', 'EURUSD=X')
    assert.equal(euro.identity.calendar, 'forex')
    assert.deepEqual(
      validate(euro).map(({ rule }) => rule),
      ['zero_volume']
    )
    const washtec = await replay('chart-WSU.DE-2023-08-04-to-2023-08-09', 'WSU.DE')
    assert.include(washtec.identity, { calendar: 'exchange', currency: 'EUR' })
    assert.equal(isoTime(washtec.series.time[0]), '2023-08-04 07:00')
  })

  test('an answer without bars, with half of them, and an old refusal', async ({ assert }) => {
    const minutes = 'chart-AAPL-2025-02-01-to-2025-02-02-includePrePost-false-interval-1m'
    assert.include(await failureOf(replay(minutes, 'AAPL', '1m')), { code: 'E_DATA_SOURCE_EMPTY' })
    const weird = await failureOf(replay('chart-notimestamp-weird-quote.fake', 'AAPL'))
    assert.include(weird, { code: 'E_DATA_SOURCE_BAD_ANSWER' })
    const old = await failureOf(replay('v7-2021-historical-BFLY-2020-01-01-to-2020-01-03', 'BFLY'))
    assert.include(old, { code: 'E_DATA_SOURCE_UNAVAILABLE' })
  })
})
