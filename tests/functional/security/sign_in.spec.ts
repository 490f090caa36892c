import hash from '@adonisjs/core/services/hash'
import testUtils from '@adonisjs/core/services/test_utils'
import db from '@adonisjs/lucid/services/db'
import type { ApiClient } from '@japa/api-client'
import { test } from '@japa/runner'
import User from '#models/user'

const PASSWORD = 'correct horse battery'

/** How often passwords are hashed or verified, each of which takes one scrypt, while `work` runs. */
async function hashesDuring(work: () => Promise<unknown>): Promise<number> {
  const driver = hash.use('scrypt')
  const { make, verify } = driver
  let count = 0
  driver.make = (...given) => (count++, make.apply(driver, given))
  driver.verify = (...given) => (count++, verify.apply(driver, given))
  try {
    await work()
  } finally {
    Object.assign(driver, { make, verify })
  }
  return count
}

test.group('Guessing at the sign-in', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(async () => {
    await User.create({ email: 'ada@example.com', password: PASSWORD, role: 'viewer' })
  })

  const signIn = (client: ApiClient, email: string, password: string) =>
    client
      .post('/sign-in')
      .form({ email, password })
      .header('HX-Request', 'true')
      .withCsrfToken()
      .redirects(0)

  test('an unknown person costs the server as much work as a wrong password: one scrypt', async ({
    client,
    assert,
  }) => {
    const known = await hashesDuring(() => signIn(client, 'ada@example.com', 'wrong'))
    const unknown = await hashesDuring(() => signIn(client, 'nobody@example.com', 'wrong'))
    assert.equal(known, 1)
    assert.equal(unknown, 1)
  })

  test('one password tried on everybody from one address has to wait as well', async ({
    client,
    assert,
  }) => {
    for (let k = 0; k < 50; k++) await signIn(client, `person-${k}@example.com`, 'Summer2026!')
    const response = await signIn(client, 'ada@example.com', PASSWORD)
    assert.equal(response.status(), 429)
    assert.include(response.text(), 'Too many wrong attempts')
  }).timeout(60_000)

  test('a password of a megabyte is refused before it is hashed', async ({ client, assert }) => {
    const long = 'x'.repeat(900_000)
    const count = await hashesDuring(async () => {
      assert.equal((await signIn(client, 'ada@example.com', long)).status(), 422)
    })
    assert.equal(count, 0)
  })

  test('letters in other cases, spaces and look-alikes open no account', async ({
    client,
    assert,
  }) => {
    for (const email of ['ada@example.com\u0000', 'ada@еxample.com', '%', "' or 1=1 --"]) {
      const response = await signIn(client, email, PASSWORD)
      assert.oneOf(response.status(), [400, 422], email)
    }
  })

  test('a refused sign-in is in the audit log, not what was typed, and no more often than one may try', async ({
    client,
    assert,
  }) => {
    for (let k = 0; k < 7; k++) await signIn(client, 'Ada@example.com', 'Summer2026!')
    await signIn(client, 'hunter2', 'Summer2026!') // the password in the wrong field
    const lines = await db.from('audit_events').where('act', 'session.refused')
    assert.lengthOf(
      lines.filter(({ person }) => person === 'ada@example.com'),
      5
    )
    const [unknown] = lines.filter(({ person }) => person === 'unknown')
    assert.containsSubset(unknown, { object_id: null, user_id: null, address: '127.0.0.1' })
    assert.notMatch(JSON.stringify(lines), /hunter2|Summer2026/)
  })
})
