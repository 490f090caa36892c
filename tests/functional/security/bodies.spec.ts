import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import User from '#models/user'
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
    assert.equal(response.status, 422)
  })

  test('a body of the API is an object: a list, a number and half a text are none', async ({
    assert,
  }) => {
    const statusOf = async (body: string) =>
      (await send('/api/v1/training/runs/', body, { 'content-type': 'application/json' })).status
    assert.equal(await statusOf('[]'), 422)
    assert.equal(await statusOf('5'), 422)
    assert.equal(await statusOf('{"name": "'), 400)
    assert.equal(await statusOf(`{"name": "${'\\"['.repeat(1000)}"}`), 422) // nested in a text alone
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

  test('a file is read from who may store it, into memory alone: nothing of it is on disk', async ({
    assert,
    cleanup,
  }) => {
    const folder = await mkdtemp(join(tmpdir(), 'rsc-uploads-'))
    const before = process.env['TMPDIR']
    process.env['TMPDIR'] = folder
    cleanup(async () => {
      if (before === undefined) delete process.env['TMPDIR']
      else process.env['TMPDIR'] = before
      await rm(folder, { recursive: true })
    })
    const large = new FormData()
    large.set('file', new Blob([Buffer.alloc(53 * 1000 * 1000, 0x31)]), 'bars.csv')
    const small = new FormData()
    small.set('symbol', 'SMALL')
    small.set('file', new Blob(['date,close\n2024-01-01,1\n2024-01-02,2\n']), 'bars.csv')
    const as = async (bearer: string | null, form: FormData, path = '/api/v1/datasets/upload/') => {
      const headers = bearer === null ? undefined : { authorization: `Bearer ${bearer}` }
      const url = `${env.get('APP_URL')}${path}`
      return (await fetch(url, { method: 'POST', body: form, headers, redirect: 'manual' })).status
    }
    assert.equal(await as(null, large), 401) // and not 413: it is not read
    assert.equal(await as(await tokenOf('viewer'), large), 403)
    assert.equal(await as(null, large, '/datasets'), 302) // to sign in again
    assert.equal(await as(null, small, '/sign-in'), 403)
    assert.equal(await as(token, large), 413)
    assert.equal(await as(token, small), 201)
    assert.deepEqual(await readdir(folder), [])
  }).timeout(30_000)

  test('the form of a page says so in its own words', async ({ client, assert }) => {
    const user = await User.findByOrFail('role', 'researcher')
    for (const path of ['/datasets', '/datasets/preview']) {
      const response = await client
        .post(path)
        .loginAs(user)
        .withCsrfToken()
        .header('HX-Request', 'true')
        .field('source', 'csv')
        .file('file', Buffer.alloc(53 * 1000 * 1000, 0x31), { filename: 'bars.csv' })
      assert.equal(response.status(), 413, path)
      assert.include(response.text(), 'data-fault="E_REQUEST_ENTITY_TOO_LARGE"')
    }
  }).timeout(30_000)

  test('a part that nobody asked for counts as well', async ({ assert }) => {
    const form = new FormData()
    form.set('file', new Blob(['date,close\n2024-01-01,1\n']), 'bars.csv')
    form.set('other', new Blob([Buffer.alloc(53 * 1000 * 1000, 0x31)]), 'other.csv')
    form.set('symbol', 'BIG')
    assert.equal((await send('/api/v1/datasets/upload/', form)).status, 413)
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
