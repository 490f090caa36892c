import { once } from 'node:events'
import type { Server } from 'node:http'
import { test } from '@japa/runner'
import { Provider, type Configuration } from 'oidc-provider'
import type { Browser, Page } from 'playwright-core'
import User from '#models/user'
import { emptyTables } from '#tests/browser/empty_tables'
import { openBrowser, PASSWORD, visit } from '#tests/browser/open_browser'
import { freePort, serve, type Served } from '#tests/browser/served'

/** A provider that lets in whoever types a name, and says of `NAME` that it is NAME@example.com. */
async function provider(port: number, callback: string): Promise<Server> {
  const settings: Configuration = {
    clients: [{ client_id: 'rsc', client_secret: 'secret', redirect_uris: [callback] }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: `${id.replace('unproved-', '')}@example.com`,
        email_verified: !id.startsWith('unproved-'),
      }),
    }),
    cookies: { keys: ['a key of this test'] },
    pkce: { required: () => true },
  }
  const server = new Provider(`http://127.0.0.1:${port}`, settings).listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

/** From this server's sign-in page to the provider and back, as `name`. */
async function signInAs(page: Page, name: string, to = '/runs'): Promise<void> {
  await page.goto(to)
  await page.click('text=Sign in with Example')
  await page.fill('input[name=login]', name)
  await page.fill('input[name=password]', 'any')
  await page.click('button[type=submit]')
  await page.click('button[type=submit]') // consent
}

test.group('OpenID Connect', (group) => {
  let browser: Browser
  let served: Served
  let issuer: string

  group.setup(async () => {
    await emptyTables()
    const [port, providerPort] = [await freePort(), await freePort()]
    issuer = `http://127.0.0.1:${providerPort}`
    const idp = await provider(providerPort, `http://127.0.0.1:${port}/sign-in/openid/callback`)
    served = await serve({
      PORT: String(port),
      OPENID_ISSUER: issuer,
      OPENID_CLIENT_ID: 'rsc',
      OPENID_CLIENT_SECRET: 'secret',
      OPENID_NAME: 'Example',
    })
    browser = await openBrowser()
    return async () => {
      await browser.close()
      await served.stop()
      idp.closeAllConnections()
      idp.close()
      await emptyTables()
    }
  })

  test('who has an account of the verified email gets to the page that was asked for', async ({
    assert,
  }) => {
    await User.create({ email: 'ada@example.com', password: PASSWORD, role: 'researcher' })
    const { context, page } = await visit(browser, served.url)
    await signInAs(page, 'ada')
    await page.waitForURL(`${served.url}/runs`)
    assert.include(await page.content(), 'ada@example.com')
    const { openidSubject } = await User.findByOrFail('email', 'ada@example.com')
    assert.equal(openidSubject, `${issuer} ada`)
    await context.close()
  })

  test('known by the provider’s subject, a person keeps the account under a new email', async ({
    assert,
  }) => {
    const ada = await User.findByOrFail('email', 'ada@example.com')
    await ada.merge({ email: 'ada.lovelace@example.com' }).save()
    const { context, page } = await visit(browser, served.url)
    await signInAs(page, 'ada')
    await page.waitForURL(`${served.url}/runs`)
    assert.include(await page.content(), 'ada.lovelace@example.com')
    assert.lengthOf(await User.all(), 1)
    await context.close()
  })

  for (const [who, name, reason] of [
    ['a stranger', 'eve', 'eve@example.com has no account; ask an administrator'],
    ['an unverified email of another’s account', 'unproved-grace', 'has not verified an email'],
    ['a disabled account', 'dan', 'the account of dan@example.com is disabled'],
  ] as const) {
    test(`${who} is refused with the reason`, async ({ assert }) => {
      for (const email of ['grace@example.com', 'dan@example.com']) {
        const person = { password: PASSWORD, role: 'viewer' } as const
        await User.firstOrCreate({ email }, person)
      }
      await User.query().where('email', 'dan@example.com').update({ disabled_at: new Date() })
      const { context, page } = await visit(browser, served.url)
      await signInAs(page, name)
      await page.waitForURL(/callback/)
      assert.include(await page.textContent('main, body'), reason)
      const response = await page.goto('/runs')
      assert.include(response?.url() ?? '', '/sign-in')
      await context.close()
    })
  }

  test('an answer is taken once, and only by the browser that asked', async ({ assert }) => {
    const { context, page } = await visit(browser, served.url)
    const answers: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/callback')) answers.push(request.url())
    })
    await signInAs(page, 'ada')
    await page.waitForURL(`${served.url}/runs`)
    const [answer] = answers
    const again = await page.request.get(answer, { maxRedirects: 0 })
    assert.equal(again.status(), 403)
    assert.include(await again.text(), 'this browser did not begin it')
    await context.close()
    const { context: other, page: stranger } = await visit(browser, served.url)
    await stranger.goto('/sign-in')
    const forged = await stranger.request.get(answer, { maxRedirects: 0 })
    assert.equal(forged.status(), 403)
    await other.close()
  })

  test('an answer with another state is refused', async ({ assert }) => {
    const { context, page } = await visit(browser, served.url)
    await page.goto('/sign-in')
    await page.request.get('/sign-in/openid', { maxRedirects: 0 })
    const callback = `/sign-in/openid/callback?code=x&state=forged&iss=${encodeURIComponent(issuer)}`
    const response = await page.request.get(callback, { maxRedirects: 0 })
    assert.equal(response.status(), 403)
    assert.include(await response.text(), 'This sign-in was not completed')
    await context.close()
  })
})
