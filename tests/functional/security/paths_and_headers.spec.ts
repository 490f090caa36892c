import { readdir } from 'node:fs/promises'
import http from 'node:http'
import { tmpdir } from 'node:os'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import env from '#start/env'
import User from '#models/user'
import { tokenOf } from '#tests/functional/api/program'
import { plantRun } from '#tests/functional/pages/planted_run'
import { freePort, server, untilReady } from '#tests/functional/system/processes'

const PASSWORD = 'correct horse battery'

/** A request whose path is sent as it stands: `fetch` would tidy it up. */
async function raw(
  path: string,
  headers: http.OutgoingHttpHeaders = {},
  port: number | string = new URL(env.get('APP_URL')).port
) {
  const { hostname } = new URL(env.get('APP_URL'))
  return new Promise<{ status: number; text: string; headers: http.IncomingHttpHeaders }>(
    (resolve, reject) => {
      const request = http.get({ hostname, port, path, headers }, (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => (text += chunk.toString()))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text, headers: response.headers })
        )
      })
      request.on('error', reject)
    }
  )
}

test.group('Paths and headers', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('no address leads out of the public folder', async ({ assert }) => {
    for (const path of [
      ...['/../package.json', '/assets/../../package.json', '/%2e%2e/package.json'],
      ...['/assets/%2e%2e/%2e%2e/package.json', '/..%2fpackage.json', '/..%5cpackage.json'],
      ...['/assets/..%252f..%252fpackage.json', '//etc/passwd', '/assets//../../../etc/passwd'],
      ...['/.env', '/%00/../.env', '/assets/.%00./package.json', '/help/..%2f..%2fpackage.json'],
    ]) {
      const { status, text } = await raw(path)
      assert.oneOf(status, [302, 400, 403, 404], path)
      assert.notInclude(text, '"dependencies"', path)
      assert.notInclude(text, 'root:', path)
    }
  })

  test('an uploaded file’s name is never a path of the server, and nothing of it stays', async ({
    assert,
  }) => {
    const token = await tokenOf('researcher')
    const before = await readdir(tmpdir())
    const bars = Array.from(
      { length: 30 },
      (_, k) => `2024-01-${String(k + 1).padStart(2, '0')},10`
    )
    for (const name of ['../../../hostile.csv', '/etc/hostile.csv', '..\\hostile.csv', 'a\0.csv']) {
      const form = new FormData()
      form.set('file', new Blob([`date,close\n${bars.join('\n')}\n`]), name)
      form.set('symbol', 'NAMES')
      const response = await fetch(`${env.get('APP_URL')}/api/v1/datasets/upload/`, {
        method: 'POST',
        body: form,
        headers: { authorization: `Bearer ${token}` },
      })
      assert.isBelow(response.status, 500, name)
    }
    const found = await readdir(app.makePath(), { recursive: false })
    assert.isEmpty(found.filter((name) => name.includes('hostile')))
    const after = await readdir(tmpdir())
    assert.isEmpty(after.filter((name) => name.includes('hostile') && !before.includes(name)))
  })

  test('a symbol may look like a path or an address; it is a name and asks nobody', async ({
    client,
    assert,
  }) => {
    const token = await tokenOf('researcher')
    for (const symbol of ['../../admin', 'http://127.0.0.1:1/x', 'A?b=c#d', '169.254.169.254/x']) {
      const response = await client
        .post('/api/v1/datasets/')
        .bearerToken(token)
        .json({ source: 'sample', symbol, interval: '1d' })
      assert.oneOf(response.status(), [400, 404, 422], symbol)
    }
    assert.lengthOf(await db.from('datasets'), 0)
  })

  test('a download is named by the server alone, and line ends in an address end no header', async ({
    client,
    assert,
  }) => {
    const { bestEpisodeId } = await plantRun()
    const user = await User.create({ email: 'a@example.com', password: PASSWORD, role: 'viewer' })
    for (const file of ['x%0d%0aSet-Cookie:%20a=b', 'a"%3b%20filename="x.html', 'steps.csv%00']) {
      const response = await client.get(`/episodes/${bestEpisodeId}/${file}`).loginAs(user)
      assert.equal(response.status(), 404, file)
      assert.isUndefined(response.header('content-disposition'), file)
      assert.isUndefined(response.headers()['a'])
    }
    const { headers } = await raw('/runs?x=%0d%0aSet-Cookie:%20hostile=1')
    assert.notInclude(JSON.stringify(headers['set-cookie'] ?? []), 'hostile=1')
    assert.notInclude(headers.location ?? '', '\n')
  })

  test('signing in leads to no other host, however it is written', async ({ client, assert }) => {
    await User.create({ email: 'ada@example.com', password: PASSWORD, role: 'viewer' })
    for (const to of [
      ...['//evil.example', '/\\evil.example', 'https://evil.example', '/\t/evil.example'],
      ...['\\\\evil.example', 'javascript:alert(1)', '/%09/evil.example', '/\n/evil.example'],
    ]) {
      const response = await client
        .post('/sign-in')
        .form({ email: 'ada@example.com', password: PASSWORD, to })
        .withCsrfToken()
        .redirects(0)
      const location = response.header('location') ?? ''
      const { origin } = new URL(location, env.get('APP_URL'))
      assert.equal(origin, new URL(env.get('APP_URL')).origin, JSON.stringify(to))
    }
  })

  test('a forged Host stands in no link, cookie or redirect of a page', async ({
    assert,
    cleanup,
  }) => {
    const port = await freePort()
    const child = server({ PORT: String(port), WORK_QUEUES: 'false' })
    cleanup(() => void child.kill('SIGKILL'))
    await untilReady(child, port)
    for (const header of ['host', 'x-forwarded-host', 'forwarded']) {
      const value = header === 'forwarded' ? 'host=evil.example' : 'evil.example'
      for (const path of ['/', '/sign-in', '/setup', '/nowhere', '/api/v1/health']) {
        const { text, headers } = await raw(path, { [header]: value }, port)
        assert.notInclude(text, 'evil.example', `${header} ${path}`)
        assert.notInclude(JSON.stringify(headers), 'evil.example', `${header} ${path}`)
      }
    }
  }).timeout(60_000)

  test('every kind of answer forbids framing, sniffing and foreign code', async ({ assert }) => {
    for (const path of [
      '/sign-in',
      '/nowhere',
      '/favicon.svg',
      '/api/v1/health',
      '/api/v1/nowhere',
    ]) {
      const { headers } = await raw(path)
      const policy = String(headers['content-security-policy'] ?? '')
      assert.equal(headers['x-content-type-options'], 'nosniff', path)
      assert.notMatch(policy, /unsafe-/, path)
      assert.match(policy, /frame-ancestors 'none'/, path)
      assert.equal(headers['x-frame-options'], 'DENY', path)
      assert.equal(headers['referrer-policy'], 'same-origin', path)
      assert.isUndefined(headers['x-powered-by'], path)
    }
  })
})
