import db from '@adonisjs/lucid/services/db'
import router from '@adonisjs/core/services/router'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import type { ChangingRequest } from './changing_acts.js'
import { CHANGING_NOTHING, OF_API, OF_PAGES } from './changing_requests.js'
import { plantChangingWorld, type ChangingWorld } from './changing_world.js'

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

interface ChangingRoute {
  readonly name: string
  readonly method: Method
  readonly pattern: string
}

/** Every route that is no reading, from the generated list. */
function changingRoutes(): ChangingRoute[] {
  router.commit()
  const routes = Object.values(router.toJSON()).flat()
  return routes.flatMap(({ name, methods, pattern }) =>
    methods
      .filter((method) => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method))
      .filter(() => name !== 'api.unknown')
      .map((method) => ({ name: name ?? '', method: method as Method, pattern }))
  )
}

const REQUESTS = {
  ...OF_PAGES,
  ...Object.fromEntries(Object.entries(OF_API).map(([id, make]) => [`api.${id}`, make])),
}

test.group('The audit log', (group) => {
  let world: ChangingWorld

  group.setup(async () => {
    world = await plantChangingWorld()
  })
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('every route that changes something is tried here, and none that is gone', ({ assert }) => {
    const names = changingRoutes().map(({ name }) => name)
    assert.sameMembers(names, [...Object.keys(REQUESTS), ...Object.keys(CHANGING_NOTHING)])
  })

  function send(client: ApiClient, { method, pattern }: ChangingRoute, asked: ChangingRequest) {
    const path = pattern.replace(/:(\w+)/g, (_, name: string) => String(asked.at?.[name]))
    const request = client.request(path, method).redirects(0).withCsrfToken()
    if (asked.by === undefined) void request.loginAs(world.admin)
    if (asked.file !== undefined) {
      void request.fields(asked.send as Record<string, string>)
      return request.file('file', Buffer.from(asked.file), { filename: 'bars.csv' })
    }
    if (asked.send === undefined) return request
    return path.startsWith('/api/') ? request.json(asked.send) : request.form(asked.send)
  }

  for (const [name, make] of Object.entries(REQUESTS)) {
    test(`${name} writes who did what`, async ({ client, assert }) => {
      const route = changingRoutes().find((each) => each.name === name)!
      const asked = await make(world)
      const { last } = await db.from('audit_events').max('audit_event_id as last').firstOrFail()
      const response = await send(client, route, asked)
      assert.isBelow(response.status(), 400, response.text())
      const lines = await db.from('audit_events').where('audit_event_id', '>', Number(last ?? 0))
      const line = lines.find(({ act }) => act === asked.act)
      assert.isDefined(line, `lines of ${lines.map(({ act }) => act).join(', ')}`)
      assert.equal(line.person, asked.by ?? world.admin.email)
      assert.equal(line.route, name.startsWith('api.') ? 'api' : 'page')
      assert.isNotNull(line.address)
      assert.isNotNull(line.object_id)
      if (!asked.changes) return
      assert.containsSubset(Object.keys(line.details), ['before', 'after'])
      assert.notDeepEqual(line.details.before, line.details.after)
    })
  }
})
