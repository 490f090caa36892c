import type { ChildProcess } from 'node:child_process'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import User from '#models/user'
import { CookieBrowser } from '#tests/functional/people/cookie_browser'
import { freePort, server, untilReady } from '#tests/functional/system/processes'

const PASSWORD = 'correct horse battery'
const NEXT = 'another good password'
const FOURTEEN_DAYS = 14 * 24 * 3600

test.group('Browsers that are kept signed in', (group) => {
  let child: ChildProcess
  let port: number
  let user: User
  let password: string

  group.each.timeout(60_000)

  group.setup(async () => {
    port = await freePort()
    child = server({ PORT: String(port), WORK_QUEUES: 'false' })
    await untilReady(child, port)
    return () => void child.kill('SIGKILL')
  })

  group.each.setup(async () => {
    await db.from('remember_me_tokens').delete()
    await db.from('sessions').delete()
    await User.query().delete()
    user = await User.create({ email: 'ada@example.com', password: PASSWORD, role: 'viewer' })
    password = PASSWORD
  })

  /** A browser that has signed in, and has been to a page since. */
  async function signedIn(form: Record<string, string> = { remember: 'true' }) {
    const browser = new CookieBrowser(port)
    await browser.post('/sign-in', { email: user.email, password, ...form })
    await browser.get('/account')
    return browser
  }

  /** Whether a browser still gets in when its session is over. */
  async function getsIn(browser: CookieBrowser): Promise<boolean> {
    browser.loseSession()
    return (await browser.status('/account')) === 200
  }

  const endKeys = (page: string) =>
    [...page.matchAll(/sessions\/([\w-]+)\/end/g)].map(([, key]) => key)

  test('a ticked box keeps a browser signed in for 14 days, by a cookie no script reads', async ({
    assert,
  }) => {
    const browser = new CookieBrowser(port)
    const form = { email: user.email, password: PASSWORD, remember: 'true' }
    const response = await browser.post('/sign-in', form)
    const cookie = response.headers.getSetCookie().find((line) => line.startsWith('remember_web='))
    assert.match(cookie ?? '', /HttpOnly/)
    assert.match(cookie ?? '', /SameSite=Lax/)
    assert.include(cookie, `Max-Age=${FOURTEEN_DAYS}`)
    for (let day = 0; day < 2; day++) assert.isTrue(await getsIn(browser))
  })

  test('without the tick a browser is signed out with its session', async ({ assert }) => {
    const browser = await signedIn({})
    assert.equal(await browser.status('/account'), 200)
    assert.isFalse(await getsIn(browser))
    assert.lengthOf(await db.from('remember_me_tokens'), 0)
  })

  test('a browser that signs itself in gets another session: the planted one opens nothing', async ({
    assert,
  }) => {
    const thief = new CookieBrowser(port)
    await thief.get('/sign-in')
    const planted = thief.sessionCookie!
    const browser = await signedIn()
    browser.takeSession(planted)
    assert.equal(await browser.status('/account'), 200)
    assert.notEqual(browser.sessionCookie, planted)
    assert.equal(await thief.statusWith(planted, '/account'), 302)
  })

  test('it is one line in the list, between sessions too, and ended there it stays out', async ({
    assert,
  }) => {
    const [phone, tablet, desk] = [await signedIn(), await signedIn(), await signedIn()]
    assert.isTrue(await getsIn(phone)) // its second session
    await db.from('sessions').delete() // as after 12 hours
    const page = await desk.get('/account')
    assert.lengthOf(page.match(/title="Test browser 1"/g) ?? [], 3)
    assert.lengthOf(page.match(/stays signed in/g) ?? [], 3)
    const keys = endKeys(page)
    assert.lengthOf(keys, 2) // not the current one
    await desk.post(`/account/sessions/${keys[0]}/end`, {})
    const open = [await getsIn(phone), await getsIn(tablet), await getsIn(desk)]
    assert.sameMembers(open.slice(0, 2), [true, false])
    assert.isTrue(open[2])
  })

  test('ended while it is open it is out at once, and stays out', async ({ assert }) => {
    const phone = await signedIn()
    assert.isTrue(await getsIn(phone))
    const desk = await signedIn({})
    const [key] = endKeys(await desk.get('/account'))
    await desk.post(`/account/sessions/${key}/end`, {})
    assert.equal(await phone.status('/account'), 302)
    assert.isFalse(await getsIn(phone))
  })

  test('a new password keeps no browser signed in', async ({ assert }) => {
    const phone = await signedIn()
    const desk = await signedIn()
    await desk.post('/account/password', { current_password: PASSWORD, password: NEXT })
    assert.equal(await desk.status('/account'), 200) // its session goes on
    assert.deepEqual([await getsIn(phone), await getsIn(desk)], [false, false])
  })

  test('nor does a password link, nor a disabled account', async ({ assert }) => {
    const admin = await User.create({ email: 'grace@example.com', password: NEXT, role: 'admin' })
    const office = new CookieBrowser(port)
    await office.post('/sign-in', { email: admin.email, password: NEXT })
    const phone = await signedIn()
    const page = await (await office.post(`/users/${user.id}/reset`, {})).text()
    const link = /\/links\/[\w-]{43}/.exec(page)![0]
    await new CookieBrowser(port).post(link, { password: NEXT })
    assert.isFalse(await getsIn(phone))
    password = NEXT
    const tablet = await signedIn()
    assert.isTrue(await getsIn(tablet))
    await office.post(`/users/${user.id}/disable`, {})
    await office.post(`/users/${user.id}/enable`, {})
    assert.isFalse(await getsIn(tablet))
  })

  test('signing out forgets the browser and takes it from the list', async ({ assert }) => {
    const phone = await signedIn()
    await phone.post('/sign-out', {})
    assert.isFalse(await getsIn(phone))
    assert.lengthOf(await db.from('remember_me_tokens'), 0)
    const desk = await signedIn()
    assert.lengthOf((await desk.get('/account')).match(/title="Test browser 1"/g) ?? [], 1)
  })

  test('a session that was opened and never used ends with a new password', async ({ assert }) => {
    const thief = new CookieBrowser(port)
    await thief.post('/sign-in', { email: user.email, password: PASSWORD })
    const desk = await signedIn({})
    await desk.post('/account/password', { current_password: PASSWORD, password: NEXT })
    assert.equal(await thief.status('/account'), 302)
  })

  test('each session’s begin and end is in the audit log, with how', async ({ assert }) => {
    const phone = await signedIn()
    await getsIn(phone)
    await phone.post('/sign-out', {})
    const events = await db.from('audit_events').where('user_id', user.id).orderBy('audit_event_id')
    assert.deepEqual(
      events.map(({ act, details }) => [act, (details as { by: string }).by]),
      [
        ['session.begin', 'password'],
        ['session.begin', 'remembered'],
        ['session.end', 'sign-out'],
      ]
    )
    assert.containsSubset(events[0], { person: user.email, address: '127.0.0.1', route: 'page' })
  })
})
