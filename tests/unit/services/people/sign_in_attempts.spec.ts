import { test } from '@japa/runner'
import { SignInAttempts } from '#services/people/sign_in_attempts'

test.group('Sign-in attempts', () => {
  test('the sixth try waits 60 s after the fifth wrong one, and others do not', ({ assert }) => {
    let now = 0
    const attempts = new SignInAttempts(5, () => now)
    for (let tries = 0; tries < 5; tries++) {
      attempts.check('ada')
      attempts.wrong('ada')
    }
    now = 59_000
    assert.throws(() => attempts.check('ada'), /Wait 1 s/)
    attempts.check('bob')
    now = 60_000
    attempts.check('ada')
  })

  test('the right pair forgets the wrong ones', () => {
    const attempts = new SignInAttempts(5, () => 0)
    for (let tries = 0; tries < 5; tries++) attempts.wrong('ada')
    attempts.right('ada')
    attempts.check('ada')
  })
})
