import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import type { Announcement } from '#live/topics'
import { LiveHub } from '#live/live_hub'
import { fetchTopic } from '#live/topics'
import edge from 'edge.js'
import User from '#models/user'

const KEY = '0f8fad5b-d9cb-469f-a165-70867728950e'
const ROWS = Array.from({ length: 30 }, (_, i) => {
  const day = new Date(Date.UTC(2024, 0, 1 + i)).toISOString().slice(0, 10)
  return `${day},${10 + (i % 3)},${20 + (i % 5)}`
})
/** Neither column of prices has a name that is known. */
const FILE = ['date,bid,mid', ...ROWS].join('\n')

test.group('Form of a new dataset', (group) => {
  let ada: User

  group.each.setup(async () => {
    const email = 'ada.datasets@example.com'
    ada = await User.create({ email, password: 'correct horse battery', role: 'researcher' })
    return async () => {
      await db.from('datasets').where('symbol', 'UNNAMED').delete()
      await ada.delete()
    }
  })

  const send = (client: ApiClient, path: string, fields: Record<string, string>) =>
    client
      .post(path)
      .file('file', Buffer.from(FILE), { filename: 'unnamed.csv' })
      .fields(fields)
      .header('HX-Request', 'true')
      .loginAs(ada)
      .withCsrfToken()
      .redirects(0)

  test('a file whose columns nobody knows is read by those that a person names', async ({
    client,
    assert,
  }) => {
    const unknown = (await send(client, '/datasets/preview', {})).text()
    assert.include(unknown, 'has no column for close')
    assert.match(unknown, /<select id="column_close"[\s\S]*?<option value="mid">mid<\/option>/)
    const named = (await send(client, '/datasets/preview', { column_close: 'mid' })).text()
    assert.include(named, 'close = mid')
    assert.include(named, '30, 2024-01-01')
    // a choice of the file before says nothing of another one
    const another = { column_close: 'mid', another_file: '1' }
    assert.include((await send(client, '/datasets/preview', another)).text(), 'has no column')
    const fields = { source: 'csv', symbol: 'UNNAMED', interval: '1d', column_close: 'bid' }
    const stored = await send(client, '/datasets', fields)
    assert.match(stored.header('hx-redirect') ?? '', /^\/datasets\/\d+$/, stored.text())
    const page = await client.get(`${stored.header('hx-redirect')}/bars`).loginAs(ada)
    assert.include(page.text(), '10')
  })

  test('the form hears how many rows were read', async ({ client, assert }) => {
    const hub = await app.container.make(LiveHub)
    const heard: Announcement[] = []
    const stop = await hub.subscribe(fetchTopic(KEY), (told) => heard.push(told))
    const fields = { source: 'csv', symbol: 'UNNAMED', interval: '1d', column_close: 'mid' }
    await send(client, '/datasets', { ...fields, fetch_key: KEY })
    for (let k = 0; heard.length === 0 && k < 50; k++) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    stop()
    assert.deepEqual(heard[0].data, { bars: 30, attempt: 1, waitSeconds: null, reason: null })
  })

  test('a wait says which attempt failed, why, and when the next one is', async ({ assert }) => {
    const at = Date.UTC(2026, 0, 1, 12, 0, 0)
    const progress = { bars: 0, attempt: 2, waitSeconds: 8, reason: 'yahoo: 429.', at }
    const html = await edge.render('partials/datasets/fetch_progress', { progress })
    const text = html.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ')
    assert.match(text, /Attempt 2 failed yahoo: 429. Next try in 8(\.0)?\ss, at 12:00:08 UTC\./)
  })

  test('a stream without the key of a form is refused', async ({ client, assert }) => {
    const response = await client.get('/datasets/new/live?key=guess').loginAs(ada)
    assert.equal(response.status(), 422)
  })
})
