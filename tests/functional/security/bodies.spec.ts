import { gzipSync } from 'node:zlib'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import env from '#start/env'
import { tokenOf } from '#tests/functional/api/program'

const MIB = 2 ** 20

test.group('Bodies that are too much', (group) => {
  let token: string

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    token = await tokenOf('researcher')
  })

  const send = (
    path: string,
    body: RequestInit['body'],
    headers: Readonly<Record<string, string>> = {}
  ) =>
    fetch(`${env.get('APP_URL')}${path}`, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, ...headers },
    })

  test('JSON of over 1 MiB is 413, whether or not it says how long it is', async ({ assert }) => {
    const body = JSON.stringify({ name: 'x'.repeat(MIB) })
    const json = { 'content-type': 'application/json' }
    const [whole, streamed] = await Promise.all([
      send('/api/v1/training/runs/', body, json),
      fetch(`${env.get('APP_URL')}/api/v1/training/runs/`, {
        method: 'POST',
        headers: { ...json, authorization: `Bearer ${token}` },
        body: new Blob([body]).stream(),
        duplex: 'half',
      } as RequestInit),
    ])
    assert.deepEqual([whole.status, streamed.status], [413, 413])
  })

  test('64 MiB packed into 64 KiB are refused before they are unpacked whole', async ({
    assert,
  }) => {
    const bomb = gzipSync(Buffer.alloc(64 * MIB, 0x20))
    assert.isBelow(bomb.length, 65_536 + 4096)
    const before = process.memoryUsage().rss
    const response = await send('/api/v1/training/runs/', bomb, {
      'content-type': 'application/json',
      'content-encoding': 'gzip',
    })
    assert.include([413, 415], response.status)
    assert.isBelow(process.memoryUsage().rss - before, 48 * MIB)
  })

  test('JSON nested 100,000 deep is refused as any other wrong body', async ({ assert }) => {
    const deep = '['.repeat(100_000) + ']'.repeat(100_000)
    const response = await send('/api/v1/training/runs/', `{"set":${deep}}`, {
      'content-type': 'application/json',
    })
    assert.oneOf(response.status, [400, 422])
  })

  test('keys of the prototype change no object of the server', async ({ assert }) => {
    const hostile = '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'
    for (const body of [hostile, `{"datasets":["AAPL"],"set":${hostile}}`]) {
      const response = await send('/api/v1/training/runs/', body, {
        'content-type': 'application/json',
      })
      assert.isBelow(response.status, 500)
    }
    const form = new URLSearchParams({
      ...{ '__proto__[polluted]': '1', 'constructor[prototype][polluted]': '1' },
    })
    assert.isBelow((await send('/sign-in', form)).status, 500)
    assert.isUndefined(({} as Record<string, unknown>)['polluted'])
  })

  test('a file of over 50 MiB is 413 and stores nothing', async ({ assert }) => {
    const form = new FormData()
    form.set('file', new Blob([Buffer.alloc(53 * 1000 * 1000, 0x31)]), 'bars.csv')
    form.set('symbol', 'BIG')
    const response = await send('/api/v1/datasets/upload/', form)
    assert.equal(response.status, 413)
    assert.lengthOf(await db.from('datasets'), 0)
  }).timeout(30_000)

  test('a packed file is told to be unpacked first, not unpacked', async ({ assert }) => {
    const form = new FormData()
    form.set('file', new Blob([gzipSync(Buffer.alloc(64 * MIB, 0x31))]), 'bars.csv')
    form.set('symbol', 'BOMB')
    const response = await send('/api/v1/datasets/upload/', form)
    assert.isAtLeast(response.status, 400)
    assert.isBelow(response.status, 500)
    assert.lengthOf(await db.from('datasets'), 0)
  }).timeout(30_000)

  test('a line of 40 MB without an end is refused, not read for ever', async ({ assert }) => {
    const form = new FormData()
    form.set('file', new Blob(['date,close\n', Buffer.alloc(40_000_000, 0x39)]), 'bars.csv')
    form.set('symbol', 'LINE')
    const response = await send('/api/v1/datasets/upload/', form)
    assert.isAtLeast(response.status, 400)
    assert.isBelow(response.status, 500)
    assert.lengthOf(await db.from('datasets'), 0)
  }).timeout(60_000)
})
