import db from '@adonisjs/lucid/services/db'
import testUtils from '@adonisjs/core/services/test_utils'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import hash from '@adonisjs/core/services/hash'
import User from '#models/user'

const OLD = 'correct horse battery'
const NEW = 'staple battery horse correct'

test.group('Password', (group) => {
  let user: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    user = await User.create({ email: 'ada@example.com', password: OLD, role: 'viewer' })
    await db.table('sessions').insert({
      ...{ id: 'elsewhere', data: '{}', user_id: user.id },
      expires_at: new Date(Date.now() + 60_000),
    })
  })

  const change = (client: ApiClient, given: object) =>
    client
      .post('/account/password')
      .form(given)
      .header('HX-Request', 'true')
      .loginAs(user)
      .withCsrfToken()

  test('changing it ends other sessions and is in the audit log', async ({ client, assert }) => {
    const response = await change(client, { current_password: OLD, password: NEW })
    assert.equal(response.header('hx-redirect'), '/account')
    await user.refresh()
    assert.isTrue(await hash.verify(user.password, NEW))
    assert.lengthOf(await db.from('sessions').where('id', 'elsewhere'), 0)
    const [entry] = await db.from('audit_events').where('act', 'user.password')
    assert.equal(entry.person, 'ada@example.com')
    assert.notInclude(JSON.stringify(entry), NEW)
  })

  test('a wrong current password or a short new one changes nothing and names the field', async ({
    client,
    assert,
  }) => {
    const wrong = await change(client, { current_password: 'not it', password: NEW })
    const short = await change(client, { current_password: OLD, password: 'short' })
    assert.deepEqual([wrong.status(), short.status()], [422, 422])
    assert.include(wrong.text(), 'data-field="current_password"')
    assert.include(short.text(), 'data-field="password"')
    await user.refresh()
    assert.isTrue(await hash.verify(user.password, OLD))
    assert.lengthOf(await db.from('sessions').where('id', 'elsewhere'), 1)
  })

  test('whoever guesses the current password has to wait, from whatever session', async ({
    client,
    assert,
  }) => {
    for (let k = 0; k < 5; k++) {
      const wrong = await change(client, { current_password: `guess ${k}`, password: NEW })
      assert.equal(wrong.status(), 422)
    }
    const right = await change(client, { current_password: OLD, password: NEW })
    assert.equal(right.status(), 429)
    assert.include(right.text(), 'Too many wrong attempts')
    await user.refresh()
    assert.isTrue(await hash.verify(user.password, OLD))
  })
})
