import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import User, { type Role } from '#models/user'
import { Queue } from '#services/queue'
import { inviteUser } from '#services/people/access_links'
import { tokenOf } from '#tests/functional/api/program'
import { plantRun } from '#tests/functional/pages/planted_run'

const PASSWORD = 'correct horse battery'
const ADMIN = { userId: null, person: 'setup', route: 'system', address: null } as const

async function person(email: string, role: Role): Promise<User> {
  return User.create({ email, password: PASSWORD, role })
}

test.group('What belongs to others', (group) => {
  let ada: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    ada = await person('ada@example.com', 'researcher')
  })

  const post = (client: ApiClient, path: string, form: object, user: User = ada) =>
    client.post(path).form(form).loginAs(user).withCsrfToken().redirects(0)

  test('a form cannot carry fields that it does not have: no role, no owner, no status', async ({
    client,
    assert,
  }) => {
    const more = { role: 'admin', user_id: 999, id: 999, disabled_at: null, email: 'eve@x.org' }
    await post(client, '/account/password', {
      ...more,
      ...{ current_password: PASSWORD, password: 'another good password' },
    })
    await ada.refresh()
    assert.equal(ada.role, 'researcher')
    assert.equal(ada.email, 'ada@example.com')
    const name = { name: 'mine', days: 30, tokenable_id: 999 }
    await post(client, '/tokens', { ...name, 'abilities[]': 'read' })
    const owners = await db.from('auth_access_tokens').select('tokenable_id')
    assert.deepEqual(owners, [{ tokenable_id: ada.id }])
  })

  test('an invitation gives the role it was made with, whatever its form says', async ({
    client,
    assert,
  }) => {
    const path = await inviteUser(
      'grace@example.com',
      'viewer',
      ADMIN,
      await app.container.make(Queue)
    )
    const form = { password: PASSWORD, role: 'admin', email: 'root@example.com', id: 1 }
    await client.post(path).form(form).withCsrfToken().redirects(0)
    const made = await User.findByOrFail('email', 'grace@example.com')
    assert.equal(made.role, 'viewer')
    assert.isNull(await User.findBy('email', 'root@example.com'))
  })

  test('a token is made for no ability beyond its owner’s role', async ({ client, assert }) => {
    for (const ability of ['trade', 'admin', '*']) {
      const form = { name: 'more', 'abilities[]': ability, days: 1 }
      const response = await post(client, '/tokens', form)
      assert.oneOf(response.status(), [403, 422], ability)
    }
    assert.lengthOf(await db.from('auth_access_tokens'), 0)
  })

  test('a body of the API with fields that it does not have is refused by name', async ({
    client,
    assert,
  }) => {
    const { datasetId } = await plantRun()
    const token = await tokenOf('researcher')
    const before = await db.from('experiments').count('* as n').firstOrFail()
    for (const field of ['user_id', 'status', 'experiment_id', 'weights_sha256']) {
      const response = await client
        .post('/api/v1/training/runs/')
        .bearerToken(token)
        .json({ datasets: [datasetId], preset: 'quick', [field]: 1 })
      assert.equal(response.status(), 422, field)
      assert.include(JSON.stringify(response.body()), field)
    }
    assert.deepEqual(await db.from('experiments').count('* as n').firstOrFail(), before)
  })

  test('a session, a token and an account of another person are out of reach', async ({
    client,
    assert,
  }) => {
    const grace = await person('grace@example.com', 'researcher')
    const expires = new Date(Date.now() + 3_600_000)
    const signedIn = { userId: grace.id, since: '', address: '', agent: '' }
    await db.table('sessions').insert({
      ...{ id: 'abcdefghijkl', user_id: grace.id, expires_at: expires },
      data: JSON.stringify({ message: { signed_in: signedIn } }),
    })
    const token = await User.accessTokens.create(grace, ['read'])
    await post(client, '/account/sessions/abcdijkl/end', {})
    assert.lengthOf(await db.from('sessions').where('id', 'abcdefghijkl'), 1)
    const revoked = await post(client, `/tokens/${Number(token.identifier)}/revoke`, {})
    assert.equal(revoked.status(), 404)
    assert.lengthOf(await db.from('auth_access_tokens'), 1)
    for (const act of ['role', 'disable', 'reset', 'enable']) {
      const response = await post(client, `/users/${grace.id}/${act}`, { role: 'viewer' })
      assert.equal(response.status(), 403, act)
    }
    const mine = (await client.get('/tokens').loginAs(ada)).text()
    assert.notInclude(mine, 'grace@example.com')
  })

  test('an idempotency key answers only its own person', async ({ client, assert }) => {
    const { datasetId } = await plantRun()
    const ask = async (role: 'researcher' | 'trader') =>
      client
        .post('/api/v1/training/runs/')
        .bearerToken(await tokenOf(role))
        .header('idempotency-key', 'the-same')
        .json({ datasets: [datasetId], preset: 'quick' })
    const [mine, others] = [await ask('researcher'), await ask('trader')]
    assert.equal(mine.status(), 201)
    assert.equal(others.status(), 201)
    assert.notEqual(
      (mine.body() as { experiment_id: number }).experiment_id,
      (others.body() as { experiment_id: number }).experiment_id
    )
  })
})
