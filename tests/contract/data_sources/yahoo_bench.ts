import { YahooDataSource } from '../../../app/integrations/data_sources/yahoo/yahoo_data_source.ts'
import { VirtualClock } from './virtual_clock.ts'
import { chartAnswer, type ChartBar } from './yahoo_answers.ts'
import { YahooServer, type Reply } from './yahoo_server.ts'

/** Five sessions of January 2020; "now" is a Saturday after them. */
export const BARS: readonly ChartBar[] = [
  ['2020-01-02T14:30', 10, 12, 9, 11, 1000, 10.5],
  ['2020-01-03T14:30', 11, 13, 10, 12, 1100, 11.5],
  ['2020-01-06T14:30', 12, 14, 11, 13, 1200, 12.5],
  ['2020-01-07T14:30', 13, 15, 12, 14, 1300, 14],
  ['2020-01-08T14:30', 14, 16, 13, 15, 1400, 15],
]
export const CHART = chartAnswer(BARS)
export const NOW = Date.UTC(2020, 1, 1)
export const REQUEST = { symbol: 'TEST', interval: '1d', from: null, to: null } as const

/** A Yahoo source on a local server that gives these replies, on a virtual clock. */
export async function yahooWith(replies: readonly Reply[], now = NOW) {
  const server = await YahooServer.open(...replies)
  const clock = new VirtualClock(now)
  const source = new YahooDataSource({
    clock,
    random: { float: () => 0.5 },
    baseUrl: server.url,
    timeoutSeconds: 0.2,
    retry: { attempts: 3, firstWaitSeconds: 1, longestWaitSeconds: 60 },
  })
  return { server, clock, source }
}
