import { test } from '@japa/runner'
import { Secret } from '@adonisjs/core/helpers'
import db from '@adonisjs/lucid/services/db'
import User from '#models/user'
import { ace } from '#tests/functional/system/processes'

const EMAIL = 'token@example.com'

test.group('token:create', (group) => {
  group.setup(async () => {
    await User.create({ email: EMAIL, password: 'twelve chars', role: 'researcher' })
    return async () => {
      await db.from('users').where('email', EMAIL).delete()
    }
  })

  const create = (...flags: string[]) => ace(['token:create', '--name=ci', ...flags, '--json'])

  test('prints a secret once that acts for the person, and is in the audit log', async ({
    assert,
  }) => {
    const abilities = ['--abilities=read,research', '--expires-in-days=30']
    const { code, stdout, stderr } = await create('--email=Token@Example.com', ...abilities)
    assert.equal(code, 0, stderr)
    const { secret, token_id: id, expires_at: expires } = JSON.parse(stdout)
    const token = await User.accessTokens.verify(new Secret(secret))
    assert.equal(Number(token!.identifier), id)
    assert.deepEqual(token!.abilities, ['read', 'research'])
    const days = (new Date(expires).getTime() - token!.createdAt.getTime()) / 86_400_000
    assert.closeTo(days, 30, 0.001)
    const row = await db.from('auth_access_tokens').where('id', id).firstOrFail()
    assert.notInclude(JSON.stringify(row), secret)
    const [line] = await db
      .from('audit_events')
      .where({ act: 'token.create', object_id: String(id) })
    assert.equal(line.route, 'command')
    assert.notInclude(JSON.stringify(line), secret)
  })

  test('bad input exits with 2, names what is allowed and makes no token', async ({ assert }) => {
    const count = async () => Number((await db.from('auth_access_tokens').count('* as n'))[0].n)
    const before = await count()
    const cases: [string[], RegExp][] = [
      [[`--email=${EMAIL}`, '--abilities=fly'], /"fly", but may have read, research, trade, admin/],
      [
        [`--email=${EMAIL}`, '--abilities=trade'],
        /is researcher, whose tokens may have read, research/,
      ],
      [[`--email=${EMAIL}`, '--expires-in-days=0'], /"0", but must be an integer from 1 to 365/],
      [[`--email=${EMAIL}`, '--expires-in-days=366'], /"366", but must be/],
      [['--email=nobody@example.com'], /No active account has the email nobody@example.com/],
      [['--email=nobody'], /email/],
    ]
    for (const [flags, message] of cases) {
      const { code, stderr } = await create(...flags)
      assert.equal(code, 2, message.source)
      assert.match(stderr, message)
    }
    assert.equal(await count(), before)
  }).timeout(60_000)
})
