import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import User from '#models/user'
import { inviteUser, openLink } from '#services/people/access_links'
import { personOfOpenId } from '#services/people/openid_sign_in'
import { Queue } from '#services/queue'

const ADMIN = { userId: null, person: 'admin@example.com', route: 'page', address: null } as const
const GRACE = { subject: 'https://example.com 7', email: 'grace@example.com', isVerified: true }
const ADDRESS = '192.0.2.1'

/** The token of an invitation's link. */
async function invited(role: 'researcher' | 'trader'): Promise<string> {
  const queue = await app.container.make(Queue)
  return (await inviteUser(GRACE.email, role, ADMIN, queue)).replace('/links/', '')
}

test.group('People of an OpenID provider', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('an open invitation gives its role, once, also where nobody new is let in', async ({
    assert,
  }) => {
    const token = await invited('researcher')
    const user = await personOfOpenId(GRACE, null, ADDRESS)
    assert.equal(user.role, 'researcher')
    assert.equal(await openLink(token), 'used')
    const made = await db.from('audit_events').where('act', 'user.create').firstOrFail()
    assert.deepEqual(made.details, { by: 'openid', role: 'researcher' })
  })

  test('an invitation goes before the role of new people', async ({ assert }) => {
    await invited('trader')
    assert.equal((await personOfOpenId(GRACE, 'viewer', ADDRESS)).role, 'trader')
  })

  test('an invitation that has expired or is of an email not verified lets nobody in', async ({
    assert,
  }) => {
    const token = await invited('trader')
    await assert.rejects(
      () => personOfOpenId({ ...GRACE, isVerified: false }, null, ADDRESS),
      /not verified/
    )
    assert.isObject(await openLink(token))
    await db.from('access_links').update({ expires_at: new Date(Date.now() - 1000) })
    await assert.rejects(() => personOfOpenId(GRACE, null, ADDRESS), /has no account/)
    assert.isNull(await User.findBy('email', GRACE.email))
  })
})
