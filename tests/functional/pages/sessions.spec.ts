import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import User from '#models/user'

const EMAIL = 'ada@example.com'
const PASSWORD = 'correct horse battery'

async function ada(): Promise<User> {
  return User.create({ email: EMAIL, password: PASSWORD, role: 'viewer' })
}

test.group('Sign-in', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('the right pair leads to the page that was asked for', async ({ client, assert }) => {
    await ada()
    const form = { email: 'Ada@Example.com ', password: PASSWORD, to: '/runs?status=failed' }
    const response = await client.post('/sign-in').form(form).withCsrfToken().redirects(0)
    assert.equal(response.status(), 302)
    assert.equal(response.header('location'), '/runs?status=failed')
  })

  test('it never leads to another host', async ({ client, assert }) => {
    await ada()
    for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
      const form = { email: EMAIL, password: PASSWORD, to }
      const response = await client.post('/sign-in').form(form).withCsrfToken().redirects(0)
      assert.equal(response.header('location'), '/')
    }
  })

  test('a wrong password, an unknown person and a disabled one get the same message', async ({
    client,
    assert,
  }) => {
    const user = await ada()
    const messageOf = async (email: string, password: string) => {
      const response = await client
        .post('/sign-in')
        .form({ email, password })
        .header('HX-Request', 'true')
        .withCsrfToken()
      assert.equal(response.status(), 422)
      return response.text()
    }
    const wrong = await messageOf(EMAIL, 'not the password')
    const unknown = await messageOf('nobody@example.com', PASSWORD)
    await user.merge({ disabledAt: user.createdAt }).save()
    const disabled = await messageOf(EMAIL, PASSWORD)
    assert.include(wrong, 'do not belong together')
    assert.deepEqual([unknown, disabled], [wrong, wrong])
  })

  test('after five wrong tries even the right password waits', async ({ client, assert }) => {
    await ada()
    const send = (password: string) =>
      client
        .post('/sign-in')
        .form({ email: EMAIL, password })
        .header('HX-Request', 'true')
        .withCsrfToken()
    for (let tries = 0; tries < 5; tries++) assert.equal((await send('wrong')).status(), 422)
    const sixth = await send(PASSWORD)
    assert.equal(sixth.status(), 429)
    assert.match(sixth.text(), /Wait \d+ s/)
    const wait = Number(sixth.header('retry-after'))
    assert.isAbove(wait, 0)
    assert.isAtMost(wait, 60)
  })

  test('without scripts the form itself says what is wrong and how long to wait', async ({
    client,
    assert,
  }) => {
    await ada()
    const send = (password: string) =>
      client
        .post('/sign-in')
        .form({ email: EMAIL, password, to: '/runs' })
        .withCsrfToken()
        .redirects(0)
    for (let tries = 0; tries < 5; tries++) {
      const wrong = await send('wrong')
      assert.equal(wrong.status(), 422)
      assert.match(wrong.text(), /id="sign-in-problems">[^]*do not belong together[^]*<\/form>/)
    }
    const sixth = await send(PASSWORD)
    assert.equal(sixth.status(), 429)
    assert.match(sixth.text(), /id="sign-in-problems">[^]*Wait \d+ s[^]*<\/form>/)
    assert.include(sixth.text(), `value="${EMAIL}"`)
    assert.include(sixth.text(), 'name="to" value="/runs"')
    assert.notInclude(sixth.text(), PASSWORD)
  })

  test('htmx is told to go to the sign-in page, not given one to swap in', async ({
    client,
    assert,
  }) => {
    const response = await client.get('/runs').header('HX-Request', 'true').redirects(0)
    assert.equal(response.status(), 401)
    assert.equal(response.header('hx-redirect'), '/sign-in?to=%2Fruns')
  })

  test('a form that is sent after its session has ended leads to the sign-in page, and from there back to its page', async ({
    client,
    assert,
  }) => {
    const send = () => client.post('/runs/1/notes').form({ notes: 'a' }).redirects(0)
    const page = 'http://127.0.0.1:3333/runs/1?show=log'
    const back = `/sign-in?to=${encodeURIComponent('/runs/1?show=log')}`
    const plain = await send().header('referer', page)
    assert.equal(plain.status(), 302)
    assert.equal(plain.header('location'), back)
    const fragment = await send().header('HX-Request', 'true').header('HX-Current-URL', page)
    assert.equal(fragment.status(), 401)
    assert.equal(fragment.header('hx-redirect'), back)
    // a page of another host is none of ours: only its path is kept
    const elsewhere = await send().header('referer', 'https://evil.example//evil.example/x')
    assert.equal(
      elsewhere.header('location'),
      `/sign-in?to=${encodeURIComponent('//evil.example/x')}`
    )
  })

  test('a post without the token is refused', async ({ client, assert }) => {
    const response = await client.post('/sign-in').form({ email: EMAIL, password: PASSWORD })
    assert.equal(response.status(), 403)
  })

  test('pages allow nothing from other hosts and no inline code without a nonce', async ({
    client,
    assert,
  }) => {
    const policy = (await client.get('/sign-in')).header('content-security-policy') ?? ''
    assert.notInclude(policy, 'unsafe')
    assert.match(policy, /default-src 'self'/)
    assert.notMatch(policy, /https?:/)
  })
})
