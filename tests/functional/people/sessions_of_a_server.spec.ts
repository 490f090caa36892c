import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import User from '#models/user'
import { freePort, server, untilReady } from '#tests/functional/system/processes'

const PASSWORD = 'correct horse battery'

/** A browser that keeps cookies, against a served production process. */
class Browser {
  readonly #origin: string
  readonly #cookies = new Map<string, string>()

  constructor(port: number) {
    this.#origin = `http://127.0.0.1:${port}`
  }

  get sessionCookie(): string | undefined {
    return this.#cookies.get('session')
  }

  async get(path: string): Promise<string> {
    return (await this.#fetch(path, {})).text()
  }

  async status(path: string): Promise<number> {
    return (await this.#fetch(path, {})).status
  }

  async post(path: string, form: Record<string, string>): Promise<Response> {
    const page = await this.get(path === '/sign-in' ? path : '/account')
    const token = /name="csrf-token" content="([^"]+)"/.exec(page)?.[1] ?? ''
    const body = new URLSearchParams({ ...form, _csrf: token })
    return this.#fetch(path, { method: 'POST', body })
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { cookie, 'user-agent': 'Test browser 1' }
    const response = await fetch(this.#origin + path, { ...init, headers, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';')[0].split(/=(.*)/s)
      this.#cookies.set(name, value)
    }
    return response
  }
}

test.group('Sessions of a server', () => {
  test('they are listed, ended one by one, and ended together by a new password', async ({
    assert,
    cleanup,
  }) => {
    const user = await User.create({ email: 'ada@example.com', password: PASSWORD, role: 'viewer' })
    const port = await freePort()
    const child = server({ PORT: String(port), WORK_QUEUES: 'false', SESSION_DRIVER: undefined })
    cleanup(() => void child.kill('SIGKILL'))
    await untilReady(child, port)
    const [laptop, phone, desk] = [new Browser(port), new Browser(port), new Browser(port)]
    for (const browser of [laptop, phone, desk]) {
      await browser.get('/sign-in')
      const before = browser.sessionCookie
      await browser.post('/sign-in', { email: user.email, password: PASSWORD })
      assert.notEqual(browser.sessionCookie, before) // the id before signing in opens nothing
      assert.equal(await browser.status('/account'), 200)
    }
    const mine = await db.from('sessions').where('user_id', user.id)
    assert.lengthOf(mine, 3)
    const page = await laptop.get('/account')
    assert.lengthOf(page.match(/Test browser 1/g) ?? [], 3)
    const keys = [...page.matchAll(/sessions\/(\w+)\/end/g)].map(([, key]) => key)
    assert.lengthOf(keys, 2) // not the current one
    await laptop.post(`/account/sessions/${keys[0]}/end`, {})
    const open = await Promise.all([phone, desk].map((browser) => browser.status('/account')))
    assert.sameMembers(open, [200, 302])
    await laptop.post('/account/password', {
      ...{ current_password: PASSWORD, password: 'another good password' },
    })
    const left = await Promise.all([phone, desk, laptop].map((each) => each.status('/account')))
    assert.deepEqual(left, [302, 302, 200])
  }).timeout(60_000)
})
