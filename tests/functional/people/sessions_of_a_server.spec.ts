import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import User from '#models/user'
import { CookieBrowser } from '#tests/functional/people/cookie_browser'
import { freePort, server, untilReady } from '#tests/functional/system/processes'

const PASSWORD = 'correct horse battery'

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
    const [laptop, phone, desk] = [
      new CookieBrowser(port),
      new CookieBrowser(port),
      new CookieBrowser(port),
    ]
    for (const browser of [laptop, phone, desk]) {
      await browser.get('/sign-in')
      const before = browser.sessionCookie
      await browser.post('/sign-in', { email: user.email, password: PASSWORD })
      assert.notEqual(browser.sessionCookie, before)
      // whoever planted the cookie of before has not signed in with its owner
      assert.equal(await browser.statusWith(before!, '/account'), 302)
      assert.equal(await browser.status('/account'), 200)
    }
    const mine = await db.from('sessions').where('user_id', user.id)
    assert.lengthOf(mine, 3)
    const page = await laptop.get('/account')
    assert.lengthOf(page.match(/title="Test browser 1"/g) ?? [], 3)
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
