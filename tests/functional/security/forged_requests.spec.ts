import db from '@adonisjs/lucid/services/db'
import router from '@adonisjs/core/services/router'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import User from '#models/user'

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'
const CHANGING: readonly Method[] = ['POST', 'PUT', 'PATCH', 'DELETE']

/** Every route that changes something, with 1 for each parameter. */
function changingRoutes(): { method: Method; path: string }[] {
  router.commit()
  return Object.values(router.toJSON()).flatMap((routes) =>
    routes.flatMap(({ methods, pattern }) =>
      methods
        .filter((method) => CHANGING.includes(method as Method))
        .map((method) => ({
          method: method as Method,
          path: pattern.replace(/:[a-z_]+\??/g, '1'),
        }))
    )
  )
}

test.group('Requests that another site forges', (group) => {
  let user: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    user = await User.create({
      ...{ email: 'ada@example.com', password: 'correct horse battery', role: 'admin' },
    })
  })

  test('no route changes anything for a session without the token of its form', async ({
    client,
    assert,
  }) => {
    const routes = changingRoutes()
    assert.isAbove(routes.length, 40)
    const before = await db.from('audit_events').count('* as n').firstOrFail()
    for (const { method, path } of routes) {
      const response = await client.request(path, method).loginAs(user).redirects(0)
      assert.equal(response.status(), 403, `${method} ${path}`)
    }
    assert.deepEqual(await db.from('audit_events').count('* as n').firstOrFail(), before)
  })

  test('nor for a token that belongs to another session', async ({ client, assert }) => {
    const response = await client
      .post('/tokens')
      .loginAs(user)
      .withSession({ 'csrf-secret': 'of this session' })
      .form({ _csrf: 'x'.repeat(40), name: 'mine', abilities: ['admin'], days: 1 })
      .redirects(0)
    assert.equal(response.status(), 403)
    assert.lengthOf(await db.from('auth_access_tokens'), 0)
  })

  test('no address that is only read changes anything when its method is overridden', async ({
    client,
    assert,
  }) => {
    for (const path of ['/users/1/disable?_method=POST', '/sign-out?_method=POST']) {
      const response = await client.get(path).loginAs(user).redirects(0)
      assert.equal(response.status(), 404, path)
    }
    const { disabledAt } = await User.findOrFail(user.id)
    assert.isNull(disabledAt)
  })

  test('the session’s cookie is not sent by other sites’ forms and not read by scripts', async ({
    client,
    assert,
  }) => {
    const response = await client.get('/sign-in')
    const [cookie] = ([response.header('set-cookie') ?? []].flat() as string[]).filter((line) =>
      line.startsWith('session=')
    )
    assert.match(cookie ?? '', /HttpOnly/)
    assert.match(cookie ?? '', /SameSite=Lax/)
  })
})
