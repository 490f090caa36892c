import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import env from '#start/env'
import type { ApiClient } from '@japa/api-client'
import { answer, YahooServer } from '#tests/contract/data_sources/yahoo_server'
import { plantRun } from '#tests/functional/pages/planted_run'
import { tokenOf } from './program.js'
import { offSchema } from './schemas.js'

const DATASETS = '/api/v1/datasets/'

/** Five days; the fourth opens with a gap. */
const CSV = [
  'date,open,high,low,close,volume',
  '2024-01-01,10,12,9,11,100',
  '2024-01-02,11,13,10,12,100',
  '2024-01-03,12,14,11,13,100',
  '2024-01-04,15,17,14,16,100',
  '2024-01-05,16,18,15,17,100',
].join('\n')

test.group('Storing data over the API', (group) => {
  let token: string

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    token = await tokenOf('researcher')
  })

  const upload = (client: ApiClient, text = CSV, name = 'bars.csv') =>
    client
      .post(`${DATASETS}upload/`)
      .bearerToken(token)
      .field('symbol', 'TEST')
      .field('calendar', 'always')
      .file('file', Buffer.from(text), { filename: name })
  const bars = async (client: ApiClient, id: number, query: string) =>
    (await client.get(`${DATASETS}${id}/bars/?${query}`).bearerToken(token)).body()

  test('sample data is fetched once; the same bars are the same version', async ({
    client,
    assert,
  }) => {
    const fetch = () =>
      client.post(DATASETS).bearerToken(token).json({ source: 'sample', symbol: 'AAPL' })
    const first = await fetch()
    assert.equal(first.status(), 201, first.text())
    const given = { status: 201, type: 'application/json', body: first.body() }
    assert.deepEqual(offSchema('datasets.store', given), [])
    const again = await fetch()
    assert.equal(again.status(), 200)
    assert.equal(again.body().dataset_id, first.body().dataset_id)
  })

  test('an unknown symbol is named', async ({ client, assert }) => {
    const body = { source: 'sample', symbol: 'NOPE' }
    const response = await client.post(DATASETS).bearerToken(token).json(body)
    assert.equal(response.status(), 404)
    assert.match(response.body().title, /NOPE/)
  })

  test('a source that asks to wait is told of at once, and asked once', async ({
    client,
    assert,
    cleanup,
  }) => {
    const yahoo = await YahooServer.open(answer(429, 'Too many', { 'retry-after': '30' }))
    const before = env.get('YAHOO_URL')
    env.set('YAHOO_URL', yahoo.url)
    cleanup(async () => {
      env.set('YAHOO_URL', before ?? '')
      await yahoo.close()
    })
    const body = { source: 'yahoo', symbol: 'AAPL' }
    const response = await client.post(DATASETS).bearerToken(token).json(body)
    assert.equal(response.status(), 424)
    assert.equal(response.body().detail, 'Ask again in 30 s.')
    assert.lengthOf(yahoo.asked, 1)
    const problem = { status: 424, type: 'application/problem+json', body: response.body() }
    assert.deepEqual(offSchema('datasets.store', problem), [])
  })

  test('a file is stored and its bars come back as they were sent', async ({ client, assert }) => {
    const response = await upload(client)
    assert.equal(response.status(), 201, response.text())
    const { dataset_id: id } = response.body()
    const { data, next } = await bars(client, id, '')
    assert.isNull(next)
    assert.deepEqual(data[3], {
      bar: 3,
      time: '2024-01-04T00:00:00.000Z',
      ...{ open: 15, high: 17, low: 14, close: 16, volume: 100 },
    })
  })

  test('bars are paged and bounded by index and time, in both orders', async ({
    client,
    assert,
  }) => {
    const { dataset_id: id } = (await upload(client)).body()
    const found = async (query: string) =>
      (await bars(client, id, query)).data.map(({ bar }: { bar: number }) => bar)
    assert.deepEqual(await found('time_from=2024-01-02&time_to=2024-01-04'), [1, 2])
    assert.deepEqual(await found('min_bar=1&max_bar=3&sort=-bar'), [3, 2, 1])
    for (const sort of ['bar', '-bar']) {
      const seen: number[] = []
      let page = await bars(client, id, `limit=2&sort=${sort}`)
      for (;;) {
        seen.push(...page.data.map(({ bar }: { bar: number }) => bar))
        if (page.next === null) break
        page = (await client.get(page.next).bearerToken(token)).body()
      }
      assert.deepEqual(seen, sort === 'bar' ? [0, 1, 2, 3, 4] : [4, 3, 2, 1, 0])
    }
  })

  test('a feature is unknown before its first valid bar, and takes its period', async ({
    client,
    assert,
  }) => {
    const { dataset_id: id } = (await upload(client)).body()
    const query = 'features.indicators=log_return&features.logReturnPeriod=2'
    const url = `${DATASETS}${id}/features/?${query}`
    const answer = (await client.get(url).bearerToken(token)).body()
    assert.deepEqual(answer.names, ['log_return_2'])
    assert.equal(answer.first_valid, 2)
    const values = answer.data.map(
      ({ features }: { features: Record<string, number | null> }) => features['log_return_2']
    )
    assert.deepEqual(values.slice(0, 2), [null, null])
    assert.closeTo(values[2], Math.log(13 / 11), 1e-12)
    const csv = await client.get(url).bearerToken(token).accept('text/csv')
    assert.equal(csv.text().split('\n')[1], '0,2024-01-01T00:00:00.000Z,')
  })

  test('bars are bounded and ordered by any of their figures, ties by index', async ({
    client,
    assert,
  }) => {
    const { dataset_id: id } = (await upload(client)).body()
    const found = async (query: string) =>
      (await bars(client, id, query)).data.map(({ bar }: { bar: number }) => bar)
    assert.deepEqual(await found('min_close=12&max_close=16&max_open=12'), [1, 2])
    assert.deepEqual(await found('sort=-close&limit=2'), [4, 3])
    assert.deepEqual(await found('sort=-volume&min_high=13'), [4, 3, 2, 1])
    assert.deepEqual(await found('min_close=13&max_close=12'), [])
  })

  test('features are bounded by their names; unknown values lie within nothing', async ({
    client,
    assert,
  }) => {
    const { dataset_id: id } = (await upload(client)).body()
    const get = (within: string) =>
      client
        .get(
          `${DATASETS}${id}/features/?features.indicators=log_return&features.logReturnPeriod=1&within=${within}`
        )
        .bearerToken(token)
    const found = async (within: string) =>
      (await get(within)).body().data.map(({ bar }: { bar: number }) => bar)
    // log returns of 11, 12, 13, 16, 17: 0.0870, 0.0800, 0.2076, 0.0606
    assert.deepEqual(await found('log_return_1=0.08..0.09'), [1, 2])
    assert.deepEqual(await found('log_return_1=..0.07'), [4])
    assert.deepEqual(await found('log_return_1=0.08..,log_return_1=0.2..'), [3])
    const unknown = await get('rsi_14=..30')
    assert.equal(unknown.status(), 409)
    assert.match(unknown.body().title, /^within bounds rsi_14, but the features .* log_return_1\.$/)
    assert.equal((await get('log_return_1=..')).status(), 422)
  })

  test('a version that nothing uses is deleted, one that trained is kept', async ({
    client,
    assert,
  }) => {
    const { dataset_id: id } = (await upload(client)).body()
    const { datasetId: used } = await plantRun({ episodes: 10 })
    const remove = (datasetId: number) =>
      client.delete(`${DATASETS}${datasetId}`).bearerToken(token)
    assert.equal((await remove(used)).status(), 409)
    assert.equal((await remove(id)).status(), 204)
    assert.equal((await remove(id)).status(), 404)
  })

  test('a part that there is not, a wrong file and none are refused', async ({
    client,
    assert,
  }) => {
    const odd = await upload(client).field('colour', 'red')
    assert.equal(odd.status(), 422)
    assert.match(odd.body().title, /colour is not known/)
    const wrong = await upload(client, 'no,table\n', 'bars.csv')
    assert.equal(wrong.status(), 409)
    assert.equal(wrong.body().code, 'E_DATA_SOURCE_BAD_FILE')
    const none = await client.post(`${DATASETS}upload/`).bearerToken(token).field('symbol', 'TEST')
    assert.equal(none.status(), 422)
    assert.equal(none.body().title, 'file is needed.')
  })
})
