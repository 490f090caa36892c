import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import User, { type Role } from '#models/user'

const PASSWORD = 'correct horse battery'

function person(role: Role, email = `${role}@example.com`): Promise<User> {
  return User.create({ email, password: PASSWORD, role })
}

/** The address of the link that a page shows once. */
function linkIn(html: string): string {
  return /\/links\/[\w-]{43}/.exec(html)?.[0] ?? ''
}

test.group('Users', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  const post = (client: ApiClient, path: string, form: object, by: User) =>
    client.post(path).form(form).loginAs(by).withCsrfToken().redirects(0)

  test('an invitation makes one account of its role, once', async ({ assert, client }) => {
    const admin = await person('admin')
    const invited = { email: 'Grace@Example.com', role: 'researcher' }
    const page = await post(client, '/users/invitations', invited, admin)
    page.assertStatus(200)
    const link = linkIn(page.text())
    assert.isNotEmpty(link)
    const shown = await client.get(link)
    assert.include(shown.text(), 'grace@example.com gets an account with the role researcher')
    const joined = await client
      .post(link)
      .form({ password: PASSWORD, role: 'admin' })
      .withCsrfToken()
      .redirects(0)
    joined.assertStatus(302)
    const user = await User.findByOrFail('email', 'grace@example.com')
    assert.equal(user.role, 'researcher') // the form's role counts for nothing
    const again = await client.get(link)
    again.assertStatus(403)
    assert.include(again.text(), 'This link was used already.')
    const stored = await db.from('access_links').firstOrFail()
    assert.notInclude(JSON.stringify(stored), link.slice('/links/'.length))
  })

  test('an invitation that was taken back or is older than 48 hours does not open', async ({
    assert,
    client,
  }) => {
    const admin = await person('admin')
    const invite = async (email: string) => {
      const page = await post(client, '/users/invitations', { email, role: 'viewer' }, admin)
      return linkIn(page.text())
    }
    const revoked = await invite('a@example.com')
    const { access_link_id: id } = await db.from('access_links').firstOrFail()
    await post(client, `/users/invitations/${id}/revoke`, {}, admin)
    assert.include((await client.get(revoked)).text(), 'This link was taken back.')
    const old = await invite('b@example.com')
    await db.from('access_links').update({ expires_at: new Date(Date.now() - 1000) })
    assert.include((await client.get(old)).text(), 'older than 48 hours')
    const refused = await client.post(old).form({ password: PASSWORD }).withCsrfToken()
    refused.assertStatus(403)
    assert.isNull(await User.findBy('email', 'b@example.com'))
  })

  test('a new invitation of an address takes the earlier one back', async ({ assert, client }) => {
    const admin = await person('admin')
    const form = { email: 'a@example.com', role: 'viewer' }
    const first = linkIn((await post(client, '/users/invitations', form, admin)).text())
    const second = linkIn((await post(client, '/users/invitations', form, admin)).text())
    ;(await client.get(first)).assertStatus(403)
    ;(await client.get(second)).assertStatus(200)
    assert.notEqual(first, second)
  })

  test('the last administrator can be neither lowered nor disabled', async ({ assert, client }) => {
    const admin = await person('admin')
    const lowered = await post(client, `/users/${admin.id}/role`, { role: 'viewer' }, admin)
    lowered.assertStatus(403)
    assert.include(lowered.text(), 'is the last administrator')
    ;(await post(client, `/users/${admin.id}/disable`, {}, admin)).assertStatus(403)
    const second = await person('admin', 'second@example.com')
    ;(await post(client, `/users/${admin.id}/role`, { role: 'viewer' }, second)).assertStatus(302)
    await admin.refresh()
    assert.equal(admin.role, 'viewer')
  })

  test('a disabled account can neither sign in nor use its token', async ({ assert, client }) => {
    const admin = await person('admin')
    const viewer = await person('viewer')
    const token = (await User.accessTokens.create(viewer, ['read'])).value!.release()
    ;(await client.get('/api/v1/datasets').bearerToken(token)).assertStatus(200)
    await post(client, `/users/${viewer.id}/disable`, {}, admin)
    const used = await client.get('/api/v1/datasets').bearerToken(token).redirects(0)
    used.assertStatus(401)
    assert.include(used.header('content-type'), 'application/problem+json')
    assert.equal(used.body().code, 'E_UNAUTHORIZED')
    const inSession = await client.get('/api/v1/datasets').loginAs(await viewer.refresh())
    inSession.assertStatus(401)
    const page = await client.get('/runs').loginAs(viewer).redirects(0)
    assert.equal(page.header('location'), '/sign-in?to=%2Fruns')
    const form = { email: viewer.email, password: PASSWORD }
    const signedIn = await client
      .post('/sign-in')
      .form(form)
      .withCsrfToken()
      .header('HX-Request', 'true')
    signedIn.assertStatus(422)
  })

  test('a password link sets a new password and ends every session of the account', async ({
    assert,
    client,
  }) => {
    const admin = await person('admin')
    const viewer = await person('viewer')
    await db.table('sessions').insert({
      ...{ id: 'old-session', data: '{}', user_id: viewer.id },
      expires_at: new Date(Date.now() + 3_600_000),
    })
    const link = linkIn((await post(client, `/users/${viewer.id}/reset`, {}, admin)).text())
    await client.post(link).form({ password: 'another good password' }).withCsrfToken().redirects(0)
    assert.isNull(await db.from('sessions').where('id', 'old-session').first())
    await viewer.refresh()
    assert.isTrue(await viewer.verifyPassword('another good password'))
  })

  test('a new password takes an open password link of the account back', async ({
    assert,
    client,
  }) => {
    const [admin, viewer, other] = [
      await person('admin'),
      await person('viewer'),
      await person('viewer', 'other@example.com'),
    ]
    const linkOf = async ({ id }: User) =>
      linkIn((await post(client, `/users/${id}/reset`, {}, admin)).text())
    const [link, otherLink] = [await linkOf(viewer), await linkOf(other)]
    const form = { current_password: PASSWORD, password: 'another good password' }
    ;(await post(client, '/account/password', form, viewer)).assertStatus(302)
    assert.include((await client.get(link)).text(), 'This link was taken back.')
    ;(await client.get(otherLink)).assertStatus(200)
  })

  test('the audit log finds acts by days of UTC, whatever the database’s time zone', async ({
    assert,
    client,
  }) => {
    const admin = await person('admin')
    await db.rawQuery("set local time zone 'Pacific/Auckland'")
    for (const [act, time] of [
      ['late', '2026-03-01T23:59:59Z'],
      ['early', '2026-03-02T00:00:00Z'],
    ]) {
      await db.table('audit_events').insert({
        ...{ time, act, person: 'x', object_type: 'x', details: '{}', route: 'system' },
      })
    }
    const of = async (query: string) =>
      (await client.get(`/audit.csv?person=x&${query}`).loginAs(admin)).text()
    assert.include(await of('to=2026-03-01'), 'late')
    assert.notInclude(await of('to=2026-03-01'), 'early')
    assert.include(await of('from=2026-03-02'), 'early')
    assert.notInclude(await of('from=2026-03-02'), 'late')
    // no such day: no bound
    assert.include(await of('from=2026-02-31'), 'late')
    assert.include(await of('from=0000-01-01'), 'late')
  })

  test('every change is in the audit log with who, before and after', async ({
    assert,
    client,
  }) => {
    const admin = await person('admin')
    const viewer = await person('viewer')
    await post(client, `/users/${viewer.id}/role`, { role: 'trader' }, admin)
    const event = await db.from('audit_events').where('act', 'user.role').firstOrFail()
    assert.containsSubset(event, {
      person: admin.email,
      object_type: 'user',
      object_id: String(viewer.id),
      details: { before: 'viewer', after: 'trader' },
      route: 'page',
    })
    const page = await client.get('/audit?act=user.role').loginAs(admin)
    assert.include(page.text(), 'viewer@example.com'.slice(0, 6))
    assert.include(page.text(), 'user.role')
    const file = await client.get('/audit.csv?person=admin').loginAs(admin)
    assert.match(file.text(), /^audit_event_id,time,person,act/)
  })

  test('the audit log refuses to be changed or shortened', async ({ assert }) => {
    await db.table('audit_events').insert({
      ...{ person: 'x', act: 'x', object_type: 'x', details: '{}', route: 'system' },
    })
    await assert.rejects(
      () => db.transaction((trx) => trx.from('audit_events').update({ person: 'y' })),
      /append-only/
    )
  })
})

test.group('Tokens', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('a token is shown once, works for its abilities, and not beyond its owner’s role', async ({
    assert,
    client,
  }) => {
    const researcher = await person('researcher')
    const make = (abilities: string[]) =>
      client
        .post('/tokens')
        .form({ name: 'nightly', 'abilities[]': abilities, days: 30 })
        .loginAs(researcher)
        .withCsrfToken()
    const page = await make(['read'])
    const secret = /rsc_[\w.-]+/.exec(page.text())?.[0] ?? ''
    ;(await client.get('/api/v1/datasets').bearerToken(secret)).assertStatus(200)
    ;(await client.delete('/api/v1/training/runs/1').bearerToken(secret)).assertStatus(403)
    const list = await client.get('/tokens').loginAs(researcher)
    assert.notInclude(list.text(), secret)
    const beyond = await make(['admin'])
    beyond.assertStatus(422)
  })

  test('a person sees and revokes their own tokens, an administrator everybody’s', async ({
    assert,
    client,
  }) => {
    const [viewer, other, admin] = [
      await person('viewer'),
      await person('viewer', 'other@example.com'),
      await person('admin'),
    ]
    const token = await User.accessTokens.create(viewer, ['read'], { name: 'mine' })
    const id = Number(token.identifier)
    const list = await client.get('/tokens').loginAs(other)
    assert.notInclude(list.text(), 'mine')
    const revoke = (by: User) =>
      client.post(`/tokens/${id}/revoke`).form({}).loginAs(by).withCsrfToken().redirects(0)
    ;(await revoke(other)).assertStatus(404)
    assert.isNotNull(await db.from('auth_access_tokens').where('id', id).first())
    ;(await revoke(admin)).assertStatus(302)
    assert.isNull(await db.from('auth_access_tokens').where('id', id).first())
  })
})
