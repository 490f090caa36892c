import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import type { ChildProcess } from 'node:child_process'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import User from '#models/user'
import { Visitor } from '#services/bench/pages/visitor'
import env from '#start/env'
import { ace, freePort, server, untilReady } from '#tests/functional/system/processes'

const PASSWORD = 'correct horse battery'
const [PROXY, STRANGER] = ['127.0.0.2', '127.0.0.1']

test.group('Behind a proxy', (group) => {
  let child: ChildProcess
  let port: number

  group.each.timeout(60_000)

  group.setup(async () => {
    await User.create({ email: 'ada@example.com', password: PASSWORD, role: 'viewer' })
    await User.create({ email: 'bob@example.com', password: PASSWORD, role: 'viewer' })
    port = await freePort()
    const settings = { PORT: String(port), HOST: '0.0.0.0', WORK_QUEUES: 'false' }
    child = server({ ...settings, TRUSTED_PROXIES: '10.1.2.0/24, 127.0.0.2' })
    await untilReady(child, port)
    return () => void child.kill('SIGKILL')
  })

  /** One request from a neighbour at `localAddress` who says for whom it is. */
  async function send(
    [localAddress, forwardedFor]: readonly [string, string],
    { method = 'GET', headers = {}, body = '' } = {}
  ): Promise<{ response: IncomingMessage; body: string }> {
    const asked = request({
      ...{ host: '127.0.0.1', port, path: '/sign-in', method, localAddress },
      headers: { ...headers, 'x-forwarded-for': forwardedFor },
    })
    asked.end(body)
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    return { response, body: await text(response) }
  }

  /** Where a try to sign in leads: 302 to the pages or back to the form with its problem, 429 to wait. */
  async function signIn(
    from: readonly [string, string],
    email: string,
    password: string
  ): Promise<number> {
    const page = await send(from)
    const cookie = (page.response.headers['set-cookie'] ?? [])
      .map((line) => line.split(';')[0])
      .join('; ')
    const token = /name="csrf-token" content="([^"]+)"/.exec(page.body)?.[1] ?? ''
    const form = new URLSearchParams({ email, password, _csrf: token }).toString()
    const headers = {
      cookie,
      'hx-request': 'true',
      'content-type': 'application/x-www-form-urlencoded',
    }
    return (await send(from, { method: 'POST', headers, body: form })).response.statusCode!
  }

  const guess = async (from: (k: number) => readonly [string, string], email: string) => {
    for (let k = 0; k < 5; k++) await signIn(from(k), email, 'wrong')
  }

  test('who guesses has to wait, and others at the same proxy need not', async ({ assert }) => {
    await guess(() => [PROXY, '203.0.113.1'], 'ada@example.com')
    assert.equal(await signIn([PROXY, '203.0.113.1'], 'ada@example.com', PASSWORD), 429)
    assert.notEqual(await signIn([PROXY, '203.0.113.2'], 'ada@example.com', PASSWORD), 429)
    const { address } = await db.from('audit_events').where('act', 'session.begin').firstOrFail()
    assert.equal(address, '203.0.113.2')
  })

  test('what a stranger says of their address changes nothing', async ({ assert }) => {
    await guess((k) => [STRANGER, `203.0.113.${10 + k}`], 'bob@example.com')
    assert.equal(await signIn([STRANGER, '203.0.113.99'], 'bob@example.com', PASSWORD), 429)
  })

  test('nor does what they tell a trusted proxy, which puts the address it saw last', async ({
    assert,
  }) => {
    const from = (k: number) => [PROXY, `203.0.113.${20 + k}, 198.51.100.7`] as const
    await guess(from, 'bob@example.com')
    assert.equal(await signIn(from(9), 'bob@example.com', PASSWORD), 429)
  })

  test('an invitation leads to the public address, whatever host its request names', async ({
    assert,
  }) => {
    await User.create({ email: 'root@example.com', password: PASSWORD, role: 'admin' })
    const admin = new Visitor(`http://127.0.0.1:${port}`)
    await admin.signIn('root@example.com', PASSWORD)
    const page = (await admin.get('/users')).body
    const _csrf = /name="csrf-token" content="([^"]+)"/.exec(page)?.[1] ?? ''
    const host = 'evil.example.com'
    const asked = request({
      ...{ host: '127.0.0.1', port, path: '/users/invitations', method: 'POST' },
      localAddress: PROXY,
      headers: {
        ...{ ...admin.headers, host, 'x-forwarded-host': host },
        'content-type': 'application/x-www-form-urlencoded',
      },
    })
    const form = { email: 'grace@example.com', role: 'viewer', _csrf }
    asked.end(new URLSearchParams(form).toString())
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    const body = await text(response)
    assert.equal(response.statusCode, 200, body)
    const [, link] = /<pre class="cmd">(.+)\/links\/[\w-]{43}<\/pre>/.exec(body) ?? []
    assert.equal(link, env.get('APP_URL'))
  })

  test('an entry that is no address is named before anything starts', async ({ assert }) => {
    const wrong = { TRUSTED_PROXIES: '127.0.0.1, proxy.example.com' }
    const { code, stdout } = await ace(['data:list', '--json'], wrong)
    assert.equal(code, 2)
    assert.include(JSON.parse(stdout).error.remedy, '"TRUSTED_PROXIES" env variable has "proxy.ex')
  })
})
