import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { SignInAttempts } from '#services/people/sign_in_attempts'

/** Moves what was counted into the past. */
async function pass(seconds: number): Promise<void> {
  await db.rawQuery("update sign_in_attempts set last_at = last_at - ? * interval '1 second'", [
    seconds,
  ])
}

test.group('Sign-in attempts', (group) => {
  group.each.setup(async () => {
    await db.from('sign_in_attempts').delete()
    return async () => {
      await db.from('sign_in_attempts').delete()
    }
  })

  test('the sixth try waits 60 s after the fifth, others do not, and so in every instance', async ({
    assert,
  }) => {
    const [one, other] = [new SignInAttempts('person'), new SignInAttempts('person')]
    for (let tries = 0; tries < 5; tries++) await (tries % 2 ? one : other).claim('ada')
    await pass(30)
    for (const attempts of [one, other]) {
      await assert.rejects(() => attempts.claim('ada'), /Wait (30|29) s/)
      await assert.rejects(() => attempts.check('ada'), /Wait (30|29) s/)
    }
    await one.claim('bob')
    await new SignInAttempts('reset').claim('ada')
    await pass(30)
    await one.claim('ada')
    await assert.rejects(() => other.claim('ada'), /Wait (60|59) s/)
  })

  test('of twenty tries at once no more than the five free ones are made', async ({ assert }) => {
    const attempts = new SignInAttempts('person')
    const made = await Promise.allSettled(Array.from({ length: 20 }, () => attempts.claim('ada')))
    assert.lengthOf(
      made.filter(({ status }) => status === 'fulfilled'),
      5
    )
  })

  test('the right pair forgets the wrong ones, and so do 15 minutes', async ({ assert }) => {
    const attempts = new SignInAttempts('person')
    for (let tries = 0; tries < 5; tries++) await attempts.claim('ada')
    await attempts.forget('ada')
    for (let tries = 0; tries < 5; tries++) await attempts.claim('ada')
    await pass(901)
    for (let tries = 0; tries < 5; tries++) await attempts.claim('ada')
    await assert.rejects(() => attempts.claim('ada'), /Too many wrong attempts/)
  })

  test('what is counted is not readable, and is dropped once no wait depends on it', async ({
    assert,
  }) => {
    const attempts = new SignInAttempts('address', 50)
    await attempts.count('192.0.2.7')
    const [stored] = await db.from('sign_in_attempts')
    assert.match(stored.key_sha256, /^[0-9a-f]{64}$/)
    await pass(901)
    await attempts.count('192.0.2.8')
    assert.lengthOf(await db.from('sign_in_attempts'), 1)
  })
})
