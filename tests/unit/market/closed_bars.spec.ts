import { test } from '@japa/runner'
import { isoTime } from '../../../app/core/market/iso_time.ts'
import { REQUEST, yahooWith } from '../../contract/data_sources/yahoo_bench.ts'
import { answer } from '../../contract/data_sources/yahoo_server.ts'
import { chartAnswer, type ChartBar } from '../../contract/data_sources/yahoo_answers.ts'

const BARS: readonly ChartBar[] = [
  ['2020-01-08T00:15', 10, 12, 9, 11, 1000],
  ['2020-01-08T00:20', 11, 13, 10, 12, 1100],
  ['2020-01-08T00:25', 12, 14, 11, 13, 1200],
]

test.group('A bar that is not closed', () => {
  for (const [minute, newest] of [
    [27, '2020-01-08 00:20'],
    [30, '2020-01-08 00:25'],
  ] as const) {
    test(`at 00:${minute} the newest visible five-minute bar is that of ${newest.slice(11)}`, async ({
      assert,
      cleanup,
    }) => {
      const body = chartAnswer(BARS, { type: 'CRYPTOCURRENCY' })
      const now = Date.UTC(2020, 0, 8, 0, minute)
      const { source, server } = await yahooWith([answer(200, body)], now)
      cleanup(() => server.close())
      const { series } = await source.fetch({ ...REQUEST, interval: '5m' })
      assert.equal(isoTime(series.time[series.length - 1]), newest)
    })
  }
})
