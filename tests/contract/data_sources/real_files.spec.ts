import { test } from '@japa/runner'
import { admit } from '../../../app/core/market/data_fetcher.ts'
import { isoTime } from '../../../app/core/market/iso_time.ts'
import type { Interval } from '../../../app/core/market/series.ts'
import { sessionCount } from '../../../app/core/market/sessions.ts'
import { validate } from '../../../app/core/market/validation.ts'
import { CsvDataSource } from '../../../app/integrations/data_sources/csv/csv_data_source.ts'
import { hasSharedData, NO_SHARED_DATA, SHARED_DATA } from './shared_data.ts'

async function read(path: string, interval: Interval = '1d') {
  const source = await CsvDataSource.open(SHARED_DATA + path)
  return source.fetch({ symbol: 'TEST', interval, from: null, to: null })
}

/** File, interval, bars, first bar, last bar, findings as `severity rule count`. */
const FILES: readonly [string, Interval, number, string, string, readonly string[]][] = [
  ['gym-anytrading/STOCKS_GOOGL.csv', '1d', 2335, '2009-05-22', '2018-08-29', []],
  [
    'gym-anytrading/FOREX_EURUSD_1H_ASK.csv',
    ...(['1h', 6225, '2017-01-01 22:00', '2017-12-29 21:00', []] as const),
  ],
  [
    'gym-trading-env/BTC_USD-Hourly.csv',
    ...(['1h', 33_259, '2018-05-15 06:00', '2022-03-01'] as const),
    ['error swapped_volumes 20143', 'warning zero_volume 5', 'info newest_first 33259'],
  ],
  [
    'mplfinance/yahoofinance-SPY-20080101-20180101.csv',
    ...(['1d', 2519, '2007-12-31', '2017-12-29', ['error ohlc 2']] as const),
  ],
  [
    'mplfinance/yahoofinance-AAPL-20040819-20180120.csv',
    '1d',
    3379,
    '2004-08-19',
    '2018-01-19',
    [],
  ],
  [
    'mplfinance/yahoofinance-INTC-19950101-20040412.csv',
    '1d',
    2335,
    '1995-01-03',
    '2004-04-08',
    [],
  ],
  ['pandas-ta/SPY_D.csv', '1d', 5241, '1999-11-01', '2020-08-28', []],
  ['zipline/AAPL.csv.gz', '1d', 754, '2012-01-03', '2014-12-31', []],
  ['zipline/KO.csv.gz', '1d', 754, '2012-01-03', '2014-12-31', []],
  ['yfinance/CALM-1d-no-bad-divs.csv', '1d', 662, '2022-01-03', '2024-08-21', []],
  ['yfinance/EWG-1d-no-bad-divs.csv', '1d', 662, '2022-01-03', '2024-08-21', []],
  [
    'yfinance/EA-15m-no-bad-divs.csv',
    ...(['15m', 319, '2026-05-26 08:00', '2026-06-03 18:15'] as const),
    ['warning gaps 1', 'warning zero_volume 143'],
  ],
  [
    'yfinance/4063-T-1d-bad-stock-split.csv',
    ...(['1d', 22, '2023-03-15', '2023-04-14'] as const),
    ['warning split_jump 1', 'info newest_first 22'],
  ],
  [
    'yfinance/4063-T-1d-bad-stock-split-fixed.csv',
    ...(['1d', 22, '2023-03-15', '2023-04-14', ['info newest_first 22']] as const),
  ],
  [
    'yfinance/8TRA-DE-1d-missing-div-adjust.csv',
    ...(['1d', 5, '2023-05-30', '2023-06-06'] as const),
    ['warning gaps 1', 'warning adjusted_close 1'],
  ],
  [
    'yfinance/8TRA-DE-1d-missing-div-adjust-fixed.csv',
    ...(['1d', 5, '2023-05-30', '2023-06-06', ['warning gaps 1']] as const),
  ],
  [
    'yfinance/ALPHA-PA-1d-bad-stock-split.csv',
    ...(['1d', 29, '2023-04-20', '2023-05-31'] as const),
    ['error unit_error 1', 'warning split_jump 1'],
  ],
  [
    'yfinance/AET-L-1d-100x-error.csv',
    ...(['1d', 23, '2022-05-03', '2022-06-06'] as const),
    ['error unit_error 9', 'warning zero_volume 22', 'warning stale 19', 'info newest_first 23'],
  ],
  [
    'yfinance/SSW-JO-1d-100x-error.csv',
    ...(['1d', 29, '2023-05-02', '2023-06-09'] as const),
    ['error ohlc 4', 'error unit_error 7', 'info newest_first 29'],
  ],
]

/** Indicator tables: date forms without a volume, some with the close alone. */
const TABLES: readonly [string, number, string, string][] = [
  ['adx', 504, '2009-02-11', '2011-02-09'],
  ['atr', 30, '2010-04-01', '2010-05-13'],
  ['bbands', 42, '2009-05-01', '2009-06-30'],
  ['cci', 30, '2010-08-24', '2010-10-05'],
  ['kama', 49, '2015-05-28', '2015-08-05'],
  ['macd', 124, '2009-02-11', '2009-08-07'],
  ['mfi', 30, '2010-12-03', '2011-01-14'],
  ['obv', 30, '2010-11-27', '2010-12-26'],
  ['psar', 30, '2010-08-24', '2010-10-05'],
  ['roc', 20, '2010-04-28', '2010-05-25'],
  ['rsi', 33, '2009-12-14', '2010-02-01'],
  ['stochrsi', 33, '2009-12-14', '2011-01-29'],
  ['tsi', 504, '2010-09-01', '2012-08-29'],
  ['ui', 14, '2010-12-10', '2010-12-30'],
  ['ultosc', 30, '2010-10-20', '2010-12-01'],
  ['vwap', 30, '2010-12-03', '2011-01-14'],
  ['wma', 40, '2020-04-09', '2020-06-05'],
]

test.group('Real files', () => {
  test('{path} is read whole and judged right')
    .with(FILES.map(([path, ...rest]) => ({ path, rest })))
    .run(async ({ assert }, { path, rest: [interval, bars, first, last, findings] }) => {
      const data = await read(path, interval)
      const { time, length } = data.series
      assert.deepEqual([length, isoTime(time[0]), isoTime(time[length - 1])], [bars, first, last])
      const found = validate(data).map((f) => `${f.severity} ${f.rule} ${f.count}`)
      assert.deepEqual(found, findings)
    })
    .skip(!hasSharedData, NO_SHARED_DATA)

  test('cs-{name}.csv: its dates are read')
    .with(TABLES.map(([name, bars, first, last]) => ({ name, bars, first, last })))
    .run(async ({ assert }, { name, bars, first, last }) => {
      const { time, length } = (await read(`ta/cs-${name}.csv`)).series
      assert.deepEqual([length, isoTime(time[0]), isoTime(time[length - 1])], [bars, first, last])
    })
    .skip(!hasSharedData, NO_SHARED_DATA)

  test('SPY loses its two impossible bars to the repair, BTC none', async ({ assert }) => {
    const spy = admit(await read('mplfinance/yahoofinance-SPY-20080101-20180101.csv'), true)
    assert.equal(spy.data.series.length, 2517)
    assert.deepEqual(
      spy.repairs[0].times.map((time) => isoTime(time!)),
      ['2015-03-05', '2015-03-30']
    )
    const btc = admit(await read('gym-trading-env/BTC_USD-Hourly.csv', '1h'), true)
    assert.equal(btc.data.series.length, 33_259)
    assert.equal(btc.data.series.volume[0], 559.93)
  }).skip(!hasSharedData, NO_SHARED_DATA)

  test('prices that hold their splits are not split again', async ({ assert }) => {
    const [apple, coke] = [await read('zipline/AAPL.csv.gz'), await read('zipline/KO.csv.gz')]
    assert.isTrue(apple.splitAdjusted && coke.splitAdjusted)
    assert.isTrue(apple.actions.some((action) => action.kind === 'split' && action.ratio === 7))
  }).skip(!hasSharedData, NO_SHARED_DATA)

  test('every New York session of 21 years is expected, none besides', async ({ assert }) => {
    const { series } = await read('pandas-ta/SPY_D.csv')
    assert.deepEqual(sessionCount(series, '1d', 'exchange'), { expected: 5241, found: 5241 })
  }).skip(!hasSharedData, NO_SHARED_DATA)
})
