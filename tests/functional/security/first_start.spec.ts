import { once } from 'node:events'
import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import User from '#models/user'
import { createSetupLink } from '#services/people/setup'
import { ace, freePort, server, untilReady } from '#tests/functional/system/processes'

const PASSWORD = 'correct horse battery'

test.group('The link that makes the first administrator', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  const redeem = (client: ApiClient, path: string, email = 'ada@example.com') => {
    const token = path.split('token=')[1]
    return client.post('/setup').form({ token, email, password: PASSWORD }).withCsrfToken()
  }

  test('is valid for 30 minutes, and stored as a hash alone', async ({ client, assert }) => {
    const path = (await createSetupLink())!
    const [stored] = await db.from('setup_links')
    assert.notInclude(JSON.stringify(stored), path.split('token=')[1])
    await db.from('setup_links').update({ expires_at: new Date(Date.now() - 1000) })
    const late = await client.get(path)
    assert.equal(late.status(), 403)
    assert.include(late.text(), 'older than 30 minutes')
    assert.equal((await redeem(client, path).redirects(0)).status(), 403)
    assert.isNull(await User.query().first())
  })

  test('makes one, and no link opens once there is one', async ({ client, assert }) => {
    const [path, other] = [(await createSetupLink())!, (await createSetupLink())!]
    assert.equal((await redeem(client, path).redirects(0)).status(), 302)
    for (const used of [path, other, '/setup?token=guessed']) {
      assert.equal((await redeem(client, used, 'eve@example.com').redirects(0)).status(), 403)
    }
    assert.isNull(await createSetupLink())
    assert.lengthOf(await User.all(), 1)
  })

  test('a token of a program ends at its time', async ({ client, assert }) => {
    const user = await User.create({ email: 'b@example.com', password: PASSWORD, role: 'viewer' })
    const token = await User.accessTokens.create(user, ['read'], { expiresIn: '1 day' })
    const ask = () => client.get('/api/v1/episodes').bearerToken(token.value!.release())
    assert.equal((await ask()).status(), 200)
    const past = new Date(Date.now() - 1000)
    await db.from('auth_access_tokens').update({ expires_at: past })
    assert.equal((await ask()).status(), 401)
  })
})

/** Whether a connection is taken. */
async function answers(host: string, port: number): Promise<boolean> {
  const socket = connect(port, host)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false // refused: what the caller asks
  } finally {
    socket.destroy()
  }
}

test.group('A server as it is started', () => {
  test('listens on this machine alone unless HOST is set; over https its cookies are secure', async ({
    assert,
    cleanup,
  }) => {
    const port = await freePort()
    const env = { PORT: String(port), HOST: undefined, APP_URL: 'https://trading.example' }
    const child = server({ ...env, WORK_QUEUES: 'false' })
    cleanup(() => void child.kill('SIGKILL'))
    await untilReady(child, port)
    assert.isTrue(await answers('127.0.0.1', port))
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
    for (const { address } of others) assert.isFalse(await answers(address, port), address)
    const response = await fetch(`http://127.0.0.1:${port}/sign-in`)
    const session = response.headers.getSetCookie().find((line) => line.startsWith('session='))
    assert.match(session ?? '', /; Secure/)
    assert.match(response.headers.get('strict-transport-security') ?? '', /max-age=15552000/)
  }).timeout(60_000)

  test('a command on any machine makes links to it, and none before it was started', async ({
    assert,
    cleanup,
  }) => {
    await db.from('instance_settings').delete()
    const early = await ace(['setup:link', '--json'])
    assert.equal(early.code, 2)
    const { error } = JSON.parse(early.stdout)
    assert.equal(error.code, 'E_NOTHING_SERVED')
    assert.match(error.message, /the database \S+ on 127\.0\.0\.1/)
    const port = await freePort()
    const env = { PORT: String(port), APP_URL: 'https://trading.example', WORK_QUEUES: 'false' }
    const child = server(env)
    cleanup(() => void child.kill('SIGKILL'))
    await untilReady(child, port)
    const { code, stdout } = await ace(['setup:link', '--json'])
    assert.equal(code, 0)
    assert.match(JSON.parse(stdout).url, /^https:\/\/trading\.example\/setup\?token=/)
  }).timeout(60_000)
})
