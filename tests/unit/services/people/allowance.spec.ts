import { test } from '@japa/runner'
import { Allowance, TooManyRequests } from '#services/people/allowance'

const [ADA, BOB] = [1, 2]

/** Three at once, then one every two seconds; `now` is in milliseconds. */
function allowance(clock: { now: number }): Allowance {
  return new Allowance({ atOnce: 3, everyMilliseconds: 2000 }, () => clock.now)
}

test.group('Allowance', () => {
  test('the fourth of three at once waits until one is made up for, others do not', ({
    assert,
  }) => {
    const clock = { now: 10_000 }
    const asked = allowance(clock)
    for (let k = 0; k < 3; k++) asked.claim(ADA)
    assert.throws(() => asked.claim(ADA), /Try again in 2 s|more than a person/)
    asked.claim(BOB)
    clock.now += 1500
    try {
      asked.claim(ADA)
      assert.fail('it was allowed after 1.5 s')
    } catch (error) {
      assert.instanceOf(error, TooManyRequests)
      assert.equal((error as TooManyRequests).retryAfterSeconds, 1) // of 0.5 s
    }
    clock.now += 500
    asked.claim(ADA)
    assert.throws(() => asked.claim(ADA))
  })

  test('a refused request costs nothing', ({ assert }) => {
    const clock = { now: 0 }
    const asked = allowance(clock)
    for (let k = 0; k < 3; k++) asked.claim(ADA)
    for (let k = 0; k < 50; k++) assert.throws(() => asked.claim(ADA))
    clock.now += 2000
    asked.claim(ADA)
  })

  test('who asks no faster than the rate is never refused', () => {
    const clock = { now: 0 }
    const asked = allowance(clock)
    for (let k = 0; k < 1000; k++) {
      asked.claim(ADA)
      clock.now += 2000
    }
  })

  test('after a rest all are free again, and no more than those', ({ assert }) => {
    const clock = { now: 0 }
    const asked = allowance(clock)
    for (let k = 0; k < 3; k++) asked.claim(ADA)
    clock.now += 3_600_000
    for (let k = 0; k < 3; k++) asked.claim(ADA)
    assert.throws(() => asked.claim(ADA))
  })
})
