import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import env from '#start/env'
import { offSchema } from './schemas.js'
import { tokenOf } from './program.js'

const ROOT = '/api/v1'

test.group('Problems of the API', (group) => {
  let token: string

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    token = await tokenOf('researcher')
  })

  test('a wrong value is named with what is allowed, each in `errors`', async ({
    client,
    assert,
  }) => {
    const url = `${ROOT}/episodes/?kind=exam&limit=0&colour=red`
    const response = await client.get(url).bearerToken(token)
    assert.equal(response.status(), 422)
    assert.equal(response.header('content-type'), 'application/problem+json')
    const { code, errors } = response.body()
    assert.equal(code, 'E_REQUEST_INVALID')
    const paths = errors.map(({ path }: { path: string }) => path)
    assert.deepEqual(paths, ['kind.0', 'limit', 'colour'])
    assert.match(errors[0].message, /"exam", but must be one of training, validation, test/)
    const problem = { status: 422, type: 'application/problem+json', body: response.body() }
    assert.deepEqual(offSchema('episodes.index', problem), [])
  })

  test('an operation without parameters refuses one all the same', async ({ client, assert }) => {
    const response = await client.get(`${ROOT}/training/runs/1?full=1`).bearerToken(token)
    assert.equal(response.status(), 422)
    assert.match(response.body().title, /full is not known; none is known here/)
  })

  test('what is not there is named', async ({ client, assert }) => {
    for (const path of ['training/runs', 'episodes', 'experiments', 'datasets']) {
      const response = await client.get(`${ROOT}/${path}/424242`).bearerToken(token)
      assert.equal(response.status(), 404)
      assert.match(response.body().title, /There is no (run|episode|experiment|dataset) 424242/)
    }
  })

  test('an id that no database holds is not found', async ({ client, assert }) => {
    for (const id of ['0', '-1', '01', '1e3', '9999999999999999', 'latest', '1%00']) {
      const response = await client.get(`${ROOT}/episodes/${id}/`).bearerToken(token)
      assert.equal(response.status(), 404, id)
      assert.equal(response.header('content-type'), 'application/problem+json')
    }
  })

  test('a method that a path does not take is answered with those that it takes', async ({
    client,
    assert,
  }) => {
    for (const method of ['PUT', 'TRACE', 'QUERY']) {
      const response = await client.request(`${ROOT}/training/runs/7`, method).bearerToken(token)
      assert.equal(response.status(), 405)
      assert.equal(response.header('allow'), 'DELETE, GET, HEAD, PATCH')
      assert.equal(response.body().code, 'E_METHOD')
    }
  })

  test('without a session or token it answers 401, with a wrong token too', async ({
    client,
    assert,
  }) => {
    for (const wrong of ['', 'rsc_nonsense']) {
      const request = client.get(`${ROOT}/episodes/`)
      const response = await (wrong === '' ? request : request.bearerToken(wrong))
      assert.equal(response.status(), 401)
      assert.equal(response.header('content-type'), 'application/problem+json')
    }
  })

  test('a change without a cookie and a token is answered 401, with a cookie 403', async ({
    assert,
  }) => {
    // the test client always sends a session's cookie
    const url = `${env.get('APP_URL')}${ROOT}/training/runs/7/cancel/`
    const answer = async (headers: Record<string, string>) =>
      (await fetch(url, { method: 'POST', headers })).status
    assert.equal(await answer({}), 401)
    assert.equal(await answer({ cookie: 'theme=dark' }), 403)
  })

  test('a body of another type is refused, and one that is no JSON', async ({ client, assert }) => {
    const url = `${ROOT}/training/runs/`
    const form = await client.post(url).bearerToken(token).form({ datasets: '1' })
    assert.equal(form.status(), 415)
    assert.match(form.body().title, /form-urlencoded, but must be application\/json/)
    const broken = await client
      .post(url)
      .bearerToken(token)
      .header('content-type', 'application/json')
      .json('{"datasets":' as never)
    assert.equal(broken.status(), 400)
    assert.equal(broken.header('content-type'), 'application/problem+json')
  })
})
