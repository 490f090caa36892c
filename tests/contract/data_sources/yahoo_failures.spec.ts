import { test } from '@japa/runner'
import { DataFetcher } from '../../../app/core/market/data_fetcher.ts'
import { retryAfterSeconds } from '../../../app/integrations/data_sources/yahoo/ask_yahoo.ts'
import { failureOf } from './failure_of.ts'
import { chartAnswer, chartError } from './yahoo_answers.ts'
import { CHART, NOW, REQUEST, yahooWith } from './yahoo_bench.ts'
import { answer, cut, hang, hangInBody, type Reply } from './yahoo_server.ts'

const GOOD = answer(200, CHART)

/** What becomes of a request when the server replies like this, the last reply for ever. */
async function outcome(...replies: Reply[]) {
  const { source, server, clock } = await yahooWith(replies)
  try {
    const data = await source
      .fetch(REQUEST)
      .catch((error: unknown) => failureOf(Promise.reject(error)))
    return { data, asked: server.asked.length, sleeps: clock.sleeps }
  } finally {
    await server.close()
  }
}

test.group('Yahoo: failures that pass', () => {
  test('a 429 is asked again after the time that it names', async ({ assert }) => {
    const tooMany = answer(429, 'Too Many Requests', { 'retry-after': '7' })
    const { data, asked, sleeps } = await outcome(tooMany, GOOD)
    assert.property(data, 'series')
    assert.deepEqual([asked, sleeps], [2, [7000]])
  })

  test('a 429 for ever is E_DATA_SOURCE_RATE_LIMITED, its text is never data', async ({
    assert,
  }) => {
    const { data, asked } = await outcome(answer(429, 'Too Many Requests', { 'retry-after': '7' }))
    assert.include(data, { code: 'E_DATA_SOURCE_RATE_LIMITED', kind: 'upstream' })
    const said = await outcome(answer(429, chartError('Too Many Requests', 'Limit')))
    assert.include(said.data, { code: 'E_DATA_SOURCE_RATE_LIMITED' })
    assert.include(data, { retryAfterSeconds: 7, remedy: 'Try again in 7 s, or use --source=csv.' })
    assert.equal(asked, 3)
  })

  test('a wait longer than the longest allowed ends the attempts at once', async ({ assert }) => {
    const { data, asked, sleeps } = await outcome(answer(429, '', { 'retry-after': '3600' }))
    assert.include(data, { code: 'E_DATA_SOURCE_RATE_LIMITED' })
    assert.deepEqual([asked, sleeps], [1, []])
  })

  test('without a named time waits double, with jitter', async ({ assert }) => {
    const { data, sleeps } = await outcome(answer(500, 'oops'))
    assert.include(data, { code: 'E_DATA_SOURCE_UNAVAILABLE' })
    // 1 s and 2 s, each times 0.5 + 0.5 · 0.5
    assert.deepEqual(sleeps, [750, 1500])
  })

  test('a 500, a cut connection, half an answer and a page of HTML may pass', async ({
    assert,
  }) => {
    const half = JSON.stringify(CHART).slice(0, 200)
    const page = answer(200, '<html>Will be right back</html>')
    for (const reply of [answer(500, 'oops'), answer(503, {}), cut, answer(200, half), page]) {
      const { data, asked } = await outcome(reply, GOOD)
      assert.property(data, 'series')
      assert.equal(asked, 2)
    }
  })

  test('no answer in time is E_DATA_SOURCE_UNAVAILABLE, also in the middle of one', async ({
    assert,
  }) => {
    for (const reply of [hang, hangInBody]) {
      const { data, asked } = await outcome(reply)
      assert.include(data, { code: 'E_DATA_SOURCE_UNAVAILABLE' })
      assert.include((data as Error).message, 'no answer within 0.2 s')
      assert.equal(asked, 3)
    }
  })

  test('a person sees each attempt and each wait', async ({ assert }) => {
    const { source, server } = await yahooWith([answer(429, '', { 'retry-after': '8' }), GOOD])
    const events: unknown[] = []
    await source.fetch(REQUEST, undefined, (event) => events.push(event))
    await server.close()
    const wait = events[1] as { reason: string }
    assert.include(wait.reason, 'too many requests')
    assert.deepEqual(events, [
      { bars: 0, attempt: 1, waitSeconds: null, reason: null },
      { bars: 0, attempt: 1, waitSeconds: 8, reason: wait.reason },
      { bars: 0, attempt: 2, waitSeconds: null, reason: null },
      { bars: 5, attempt: 2, waitSeconds: null, reason: null },
    ])
  })
})

test.group('Yahoo: failures for good', () => {
  test('HTML and truncated JSON for ever are E_DATA_SOURCE_BAD_ANSWER', async ({ assert }) => {
    const truncated = JSON.stringify(CHART).slice(0, -20)
    for (const body of ['<html>consent</html>', truncated, '', '[]', 'null']) {
      const { data } = await outcome(answer(200, body))
      assert.include(data, { code: 'E_DATA_SOURCE_BAD_ANSWER', kind: 'upstream' })
      assert.include((data as Error).message, 'Stored data is untouched')
    }
  })

  test('answers of the right form with the wrong content are not asked for again', async ({
    assert,
  }) => {
    const empty = chartAnswer([])
    const noTimes = structuredClone(CHART) as typeof empty
    delete (noTimes.chart.result[0] as { timestamp?: unknown }).timestamp
    const short = structuredClone(CHART)
    const quote = short.chart.result[0].indicators.quote[0] as { open: unknown[] }
    quote.open.pop()
    const text = structuredClone(CHART)
    ;(text.chart.result[0].indicators.quote[0] as { open: unknown[] }).open[0] = 'ten'
    const nothing = { chart: { result: null, error: null } }
    for (const body of [nothing, { chart: { result: [], error: null } }, noTimes, short, text]) {
      const { data, asked } = await outcome(answer(200, body))
      assert.include(data, { code: 'E_DATA_SOURCE_BAD_ANSWER' })
      assert.equal(asked, 1)
    }
    assert.include((await outcome(answer(200, empty))).data, { code: 'E_DATA_SOURCE_EMPTY' })
  })

  test('Yahoo’s own no is told by its kind, with its words', async ({ assert }) => {
    const missing = chartError('Not Found', 'No data found, symbol may be delisted')
    const early = chartError('Bad Request', "Data doesn't exist for startDate = 1, endDate = 2")
    const limit = chartError('Unprocessable Entity', '1m data not available for startTime=1')
    const cases = [
      [404, missing, 'E_DATA_SOURCE_UNKNOWN_SYMBOL', /symbol may be delisted/],
      [200, missing, 'E_DATA_SOURCE_UNKNOWN_SYMBOL', /symbol may be delisted/],
      [400, early, 'E_DATA_SOURCE_EMPTY', /Change the range/],
      [422, limit, 'E_DATA_SOURCE_UNSUPPORTED', /1m data not available|interval/],
    ] as const
    for (const [status, body, code, words] of cases) {
      const { data, asked } = await outcome(answer(status, body))
      const error = data as Error & { code: string; remedy: string }
      assert.equal(error.code, code)
      assert.match(`${error.message} ${error.remedy}`, words)
      assert.equal(asked, 1)
    }
  })

  test('a refusal of access or a redirect is not followed', async ({ assert }) => {
    assert.include((await outcome(answer(403, 'no'))).data, { code: 'E_DATA_SOURCE_UNAVAILABLE' })
    const { data } = await outcome(answer(302, '', { location: 'http://127.0.0.1:9/consent' }))
    assert.include(data, { code: 'E_DATA_SOURCE_BAD_ANSWER' })
    assert.include((data as Error).message, 'a redirect to http://127.0.0.1:9/consent')
  })

  test('giving up in the middle of a request or of a wait is E_DATA_SOURCE_INTERRUPTED', async ({
    assert,
  }) => {
    const giveUp = new AbortController()
    const stop: Reply = () => giveUp.abort()
    const waiting = new AbortController()
    const busy: Reply = (request, response) => {
      response.on('close', () => waiting.abort())
      answer(500, 'oops')(request, response)
    }
    for (const [reply, controller] of [
      [stop, giveUp],
      [busy, waiting],
    ] as const) {
      const { source, server } = await yahooWith([reply])
      const error = await failureOf(source.fetch(REQUEST, controller.signal))
      await server.close()
      assert.include(error, { code: 'E_DATA_SOURCE_INTERRUPTED', kind: 'interrupted' })
    }
  })

  test('nothing is printed to the console, whatever comes', async ({ assert }) => {
    const printed: unknown[] = []
    const methods = ['log', 'info', 'warn', 'error', 'dir', 'debug'] as const
    const terminal = globalThis.console
    const originals = methods.map((name) => terminal[name])
    for (const name of methods) terminal[name] = (...words: unknown[]) => printed.push(words)
    try {
      await outcome(answer(500, 'oops'))
      await outcome(answer(404, chartError('Not Found', 'no')))
      await outcome(answer(200, { chart: { result: [{ meta: 1 }], error: null } }))
    } finally {
      methods.forEach((name, n) => (terminal[name] = originals[n]))
    }
    assert.deepEqual(printed, [])
  })

  test('the fetcher lets none of it through as data', async ({ assert }) => {
    const { source, server } = await yahooWith([answer(429, 'Too Many Requests')])
    const fetcher = new DataFetcher([source])
    const error = await failureOf(fetcher.fetchHistoricalData('TEST', null, null, '1d'))
    await server.close()
    assert.equal(error.code, 'E_DATA_SOURCE_RATE_LIMITED')
  })
})

test.group('Retry-After', () => {
  test('is a number of seconds or a date, else nothing', ({ assert }) => {
    assert.equal(retryAfterSeconds('120', NOW), 120)
    assert.equal(retryAfterSeconds(new Date(NOW + 90_000).toUTCString(), NOW), 90)
    assert.equal(retryAfterSeconds(new Date(NOW - 90_000).toUTCString(), NOW), 0)
    assert.isNull(retryAfterSeconds('soon', NOW))
    assert.isNull(retryAfterSeconds(null, NOW))
  })
})
