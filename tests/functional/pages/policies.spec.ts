import router from '@adonisjs/core/services/router'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import User, { ROLES, type Role } from '#models/user'
import { policyOf, POLICIES } from '#policies/route_policies'

interface KnownRoute {
  readonly name: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
}

/** Every route there is, with 999 for each parameter. */
function knownRoutes(): KnownRoute[] {
  router.commit()
  return Object.values(router.toJSON()).flatMap((routes) =>
    routes.flatMap(({ name, methods, pattern }) =>
      methods
        .filter((method) => method !== 'HEAD')
        .map((method) => ({
          name: name ?? '',
          method: method as KnownRoute['method'],
          path: pattern.replace(/:[a-z_]+\??/g, '999'),
        }))
    )
  )
}

/** Where a live stream would stay open, and what a test cannot send. */
const NOT_ASKED = [
  ...['runs.live', 'evaluations.live', 'events.live', 'jobs.live', 'overview.live'],
  ...['runs.list.live', 'studies.list.live', 'evaluations.list.live'],
]

async function personWith(role: Role): Promise<User> {
  return User.create({ email: `${role}@example.com`, password: 'correct horse battery', role })
}

test.group('Policies of routes', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('every route has a policy', ({ assert }) => {
    const without = knownRoutes().filter(({ name }) => policyOf(name) === null)
    assert.deepEqual(
      without.map(({ method, path }) => `${method} ${path}`),
      []
    )
  })

  test('no policy is left of a route that is gone', ({ assert }) => {
    const names = knownRoutes().map(({ name }) => name)
    assert.deepEqual(
      Object.keys(POLICIES).filter((name) => !names.includes(name)),
      []
    )
  })

  test('every route without a session is refused, but for the open ones', async ({
    client,
    assert,
  }) => {
    for (const { name, method, path } of knownRoutes()) {
      if (policyOf(name) === 'anyone') continue
      const response = await client.request(path, method).redirects(0).withCsrfToken()
      const refused = path.startsWith('/api/')
        ? response.status() === 401
        : response.status() === 302 && response.header('location')?.startsWith('/sign-in')
      assert.isTrue(refused, `${method} ${path} answered ${response.status()}`)
    }
  })

  for (const role of ROLES) {
    test(`a ${role} gets what the role includes and 403 for the rest`, async ({
      client,
      assert,
    }) => {
      const user = await personWith(role)
      for (const { name, method, path } of knownRoutes()) {
        const needed = policyOf(name)
        if (needed === null || needed === 'anyone' || NOT_ASKED.includes(name)) continue
        if (name === 'sessions.destroy') continue
        const response = await client
          .request(path, method)
          .redirects(0)
          .withCsrfToken()
          .loginAs(user)
        const said = `${method} ${path} answered ${response.status()} to a ${role}`
        if (user.may(needed)) assert.notInclude([401, 403, 500], response.status(), said)
        else assert.equal(response.status(), 403, said)
      }
    })
  }
})
