import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { ApiClient } from '@japa/api-client'
import User from '#models/user'
import { createToken } from '#services/people/create_token'

const ADMIN = 'admin@example.com'

test.group('Lists of people and tokens', (group) => {
  let admin: User

  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    const password = 'correct horse battery'
    admin = await User.create({ email: ADMIN, password, role: 'admin' })
    const hash = admin.password
    const names = Array.from({ length: 60 }, (_, k) => `p${String(k).padStart(2, '0')}@example.com`)
    await db.table('users').multiInsert(
      names.map((email, k) => ({
        ...{ email, password: hash, role: k % 2 === 0 ? 'viewer' : 'researcher' },
        ...{ created_at: new Date(), disabled_at: k === 7 ? new Date() : null },
        last_seen_at: k === 3 ? null : new Date(2026, 0, 1 + k),
      }))
    )
  })

  const html = async (client: ApiClient, path: string) => {
    const answer = await client.get(path).loginAs(admin)
    answer.assertStatus(200)
    return answer.text()
  }
  const listed = (page: string) =>
    [...page.matchAll(/aria-label="Role of (\S+?)"/g)].map(([, email]) => email)

  test('people are listed 50 a page, in order of any head, and gone to by email', async ({
    client,
    assert,
  }) => {
    const first = await html(client, '/users')
    assert.lengthOf(listed(first), 50)
    assert.equal(listed(first)[0], ADMIN)
    assert.match(first, /<span>61 people<\/span>/)
    const next = /href="([^"]*after=[^"]*)" rel="next"/.exec(first)![1].replaceAll('&amp;', '&')
    const second = listed(await html(client, next))
    assert.deepEqual(
      second,
      Array.from({ length: 11 }, (_, k) => `p${49 + k}@example.com`)
    )
    assert.equal(listed(await html(client, '/users?sort=-email'))[0], 'p59@example.com')
    const seen = await html(client, '/users?sort=-seen')
    // who asks was seen just now
    assert.deepEqual(listed(seen).slice(0, 2), [ADMIN, 'p59@example.com'])
    assert.match(seen, /aria-sort="descending"/)
    assert.equal(listed(await html(client, '/users?at=p58'))[0], 'p58@example.com')
  })

  test('people are found by email, role and state', async ({ client, assert }) => {
    assert.deepEqual(listed(await html(client, '/users?email=P07')), ['p07@example.com'])
    assert.deepEqual(listed(await html(client, '/users?state=disabled')), ['p07@example.com'])
    assert.deepEqual(listed(await html(client, '/users?role=admin')), [ADMIN])
    assert.include(await html(client, '/users?email=nobody'), 'No account matches.')
  })

  test('where a link was just made, heads and pages lead to the list', async ({
    client,
    assert,
  }) => {
    const made = await client
      .post('/users/invitations')
      .form({ email: 'new@example.com', role: 'viewer' })
      .loginAs(admin)
      .withCsrfToken()
    made.assertStatus(200)
    assert.notMatch(made.text(), /href="\/users\/invitations\?/)
    assert.match(made.text(), /href="\/users\?[^"]*after=/)
  })

  test('the audit log as CSV has every line, and its header where there is none', async ({
    client,
    assert,
  }) => {
    await db.rawQuery(
      `insert into audit_events (person, act, object_type, route, details)
       select 'import', 'run.note', 'run', 'api', '{}' from generate_series(1, 5100)`
    )
    const lines = (await html(client, '/audit.csv?person=import')).trim().split('\n')
    assert.lengthOf(new Set(lines), 5101)
    const header = 'audit_event_id,time,person,act,object_type,object_id,details,address,route'
    assert.equal(lines[0], header)
    assert.equal((await html(client, '/audit.csv?person=nobody')).trim(), header)
  })

  test('tokens are in order of any head', async ({ client, assert }) => {
    const actor = { userId: admin.id, person: ADMIN, address: null, route: 'page' } as const
    for (const name of ['beta', 'alpha', 'gamma']) {
      const token = { email: ADMIN, name, abilities: ['read'] as const, expiresInDays: 30 }
      await createToken(token, actor)
    }
    const names = async (query: string) =>
      [...(await html(client, `/tokens${query}`)).matchAll(/aria-label="Revoke (\w+)"/g)].map(
        ([, name]) => name
      )
    assert.deepEqual(await names(''), ['gamma', 'alpha', 'beta'])
    assert.deepEqual(await names('?sort=name'), ['alpha', 'beta', 'gamma'])
    assert.deepEqual(await names('?sort=-name'), ['gamma', 'beta', 'alpha'])
  })
})
