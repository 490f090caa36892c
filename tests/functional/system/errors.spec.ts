import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import User from '#models/user'
import { STATUSES } from '#exceptions/statuses'
import { faultOf } from '#exceptions/fault'
import { CodedError, type ErrorKind } from '#core/errors'

class Planted extends CodedError {
  readonly code = 'E_PLANTED'
  readonly kind: ErrorKind

  constructor(kind: ErrorKind) {
    super('It happened.', 'Do this.')
    this.kind = kind
  }
}

test.group('Errors', (group) => {
  group.each.teardown(async () => {
    await db.from('users').where('email', 'eve@example.com').delete()
  })

  test('one table gives each kind its status and exit code', ({ assert }) => {
    const expected: [ErrorKind, number, number][] = [
      ['bad_input', 422, 2],
      ['refused', 403, 3],
      ['limited', 429, 1],
      ['not_found', 404, 2],
      ['conflict', 409, 1],
      ['unavailable', 503, 1],
      ['upstream', 424, 1],
      ['defect', 500, 1],
      ['interrupted', 503, 130],
    ]
    assert.sameMembers(
      Object.keys(STATUSES),
      expected.map(([kind]) => kind)
    )
    for (const [kind, status, exit] of expected) {
      assert.containSubset(faultOf(new Planted(kind), 'id'), { status, exit, remedy: 'Do this.' })
    }
  })

  test('of an unexpected error only the id is shown that the log has too', ({ assert }) => {
    const fault = faultOf(new Error('password is hunter2'), 'request-7')
    assert.equal(fault.status, 500)
    assert.notInclude(JSON.stringify(fault), 'hunter2')
    assert.include(fault.remedy, 'request-7')
  })

  test('an address that does not exist is a page for people', async ({ client, assert }) => {
    const response = await client.get('/no-such-page').header('accept', 'text/html')
    response.assertStatus(404)
    assert.include(response.text(), '<html')
  })

  test('the same is a fragment for htmx', async ({ client, assert }) => {
    const response = await client.get('/no-such-page').header('HX-Request', 'true')
    response.assertStatus(404)
    assert.notInclude(response.text(), '<html')
  })

  test('and a JSON problem for programs', async ({ client, assert }) => {
    const response = await client.get('/api/v1/no-such-thing')
    response.assertStatus(404)
    assert.include(response.header('content-type'), 'application/problem+json')
    const { status, code, title } = response.body()
    assert.deepEqual({ status, code }, { status: 404, code: 'E_PATH_UNKNOWN' })
    assert.isString(title)
  })

  test('without a session the API says 401, a page goes to the sign-in, htmx is told to', async ({
    client,
    assert,
  }) => {
    const api = await client.get('/api/v1/datasets')
    api.assertStatus(401)
    assert.equal(api.body().code, 'E_UNAUTHORIZED')
    const page = await client.get('/datasets').redirects(0)
    page.assertStatus(302)
    assert.equal(page.header('location'), '/sign-in?to=%2Fdatasets')
    const fragment = await client.get('/datasets').header('HX-Request', 'true')
    fragment.assertStatus(401)
    assert.equal(fragment.header('hx-redirect'), '/sign-in?to=%2Fdatasets')
  })

  test('a form without the CSRF token is refused with 403, never followed to a page', async ({
    client,
    assert,
  }) => {
    const form = { email: 'eve@example.com', password: 'twelve chars' }
    const response = await client.post('/sign-in').form(form).redirects(0)
    response.assertStatus(403)
    const fragment = await client.post('/sign-in').form(form).header('HX-Request', 'true')
    fragment.assertStatus(403)
    assert.notInclude(fragment.text(), '<html')
  })

  test('a form with faults is 422 and names each field', async ({ client, assert }) => {
    const user = await User.create({ email: 'eve@example.com', password: 'x', role: 'viewer' })
    const response = await client
      .post('/account/password')
      .loginAs(user)
      .withCsrfToken()
      .header('HX-Request', 'true')
      .form({ current_password: 'x', password: 'short' })
    response.assertStatus(422)
    assert.include(response.text(), 'at least 12 characters')
  })

  test('every answer forbids foreign and inline code', async ({ client, assert }) => {
    const response = await client.get('/sign-in')
    const policy = response.header('content-security-policy') ?? ''
    assert.include(policy, "default-src 'self'")
    assert.include(policy, "object-src 'none'")
    assert.include(policy, "frame-ancestors 'none'")
    assert.notInclude(policy, 'unsafe-inline')
    assert.notInclude(policy, 'unsafe-eval')
    const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1]
    assert.isDefined(nonce)
    for (const [, attributes] of response.text().matchAll(/<script([^>]*)>/g)) {
      assert.include(attributes, `nonce="${nonce}"`)
    }
    const again = await client.get('/sign-in')
    assert.notInclude(again.header('content-security-policy') ?? '', nonce!)
  })
})
