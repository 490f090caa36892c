import router from '@adonisjs/core/services/router'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import User from '#models/user'
import { OPERATIONS } from '#openapi/operations'
import { ROUTE_COSTS } from '#policies/route_costs'
import { claimCost, TooManyRequests, type Cost } from '#services/people/allowance'
import { tokenOf } from '#tests/functional/api/program'
import { offSchema } from '#tests/functional/api/schemas'
import { plantRun } from '#tests/functional/pages/planted_run'

/** Uses up what a person may have computed. */
function useUp(userId: number, cost: Cost): void {
  try {
    for (let k = 0; k < 1000; k++) claimCost(userId, cost)
  } catch (error) {
    if (error instanceof TooManyRequests) return
    throw error
  }
  throw new Error('There was no limit within 1000 requests.')
}

test.group('Costly requests', (group) => {
  let ada: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  // on a slow machine a request takes longer than it takes to be allowed another
  group.each.setup(() => {
    const { now } = Date
    const stopped = now()
    Date.now = () => stopped
    return () => {
      Date.now = now
    }
  })
  group.each.setup(async () => {
    const [email, password] = ['ada@example.com', 'correct horse battery']
    ada = await User.create({ email, password, role: 'admin' })
  })

  test('each cost is that of a route', ({ assert }) => {
    const names = new Set(Object.values(router.toJSON()).flatMap((all) => all.map((r) => r.name)))
    assert.deepEqual(
      Object.keys(ROUTE_COSTS).filter((name) => !names.has(name)),
      []
    )
  })

  test('a page that computes says so in its region when one person asks for too much, and others go on', async ({
    client,
    assert,
  }) => {
    const { datasetId } = await plantRun({ episodes: 10 })
    const check = (user: User) =>
      client
        .post('/runs/new/check')
        .loginAs(user)
        .withCsrfToken()
        .header('hx-request', 'true')
        .form({ 'datasets[]': String(datasetId), preset: 'quick', seeds: '4' })
    useUp(ada.id, 'moment')
    const refused = await check(ada)
    assert.equal(refused.status(), 429)
    assert.equal(refused.header('retry-after'), '1')
    assert.include(refused.text(), 'data-fault="E_TOO_MANY_REQUESTS"')
    assert.include(refused.text(), 'Try again in 1 s.')
    const page = await client.get(`/datasets/${datasetId}/features`).loginAs(ada)
    assert.equal(page.status(), 429)
    assert.include(page.text(), 'Too much at a time')
    // what reads rows is free, and so are others
    assert.equal((await client.get(`/datasets/${datasetId}`).loginAs(ada)).status(), 200)
    const bob = await User.create({
      ...{ email: 'bob@example.com', password: 'correct horse battery', role: 'researcher' },
    })
    assert.equal((await check(bob)).status(), 200)
  })

  test('a trial of two seconds has a limit of its own', async ({ client, assert }) => {
    useUp(ada.id, 'seconds')
    for (const path of ['/runs/new/try', '/studies/new/try']) {
      const response = await client.post(path).loginAs(ada).withCsrfToken().form({})
      assert.equal(response.status(), 429, path)
    }
    const checked = await client.post('/runs/new/check').loginAs(ada).withCsrfToken().form({})
    assert.equal(checked.status(), 200)
  })

  test('the API answers 429 with Retry-After, as its document says, for the same person', async ({
    client,
    assert,
  }) => {
    const { datasetId } = await plantRun({ episodes: 10 })
    const token = await tokenOf('researcher')
    const { id } = await User.findByOrFail('email', 'researcher-all@example.com')
    const url = `/api/v1/datasets/${datasetId}/features/`
    assert.equal((await client.get(url).bearerToken(token)).status(), 200)
    useUp(id, 'moment')
    const response = await client.get(url).bearerToken(token)
    assert.equal(response.header('retry-after'), '1')
    assert.equal(response.body().code, 'E_TOO_MANY_REQUESTS')
    const type = response.header('content-type')!
    const answer = { status: 429, type, body: response.body() }
    assert.deepEqual(offSchema('datasets.features', answer), [])
    const other = await client.get(`/api/v1/datasets/${datasetId}`).bearerToken(token)
    assert.equal(other.status(), 200)
  })

  test('an operation has a 429 where it has a cost, and nowhere else', async ({
    client,
    assert,
  }) => {
    const { body } = { body: (await client.get('/api/v1/openapi.json')).body() }
    for (const { id, path, method, cost } of OPERATIONS) {
      const { responses } = body.paths[path][method.toLowerCase()]
      assert.equal('429' in responses, cost !== undefined, id)
      if (cost) assert.property(responses['429'].headers, 'Retry-After')
    }
  })
})
