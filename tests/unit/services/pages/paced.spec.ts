import { test } from '@japa/runner'
import { Paced } from '#services/pages/studies/paced'

/** At a clock of the test: rests at least 2 s, and nine times what making took; two keys are kept. */
function pacedAt() {
  const clock = { at: 0 }
  let made = 0
  const paced = new Paced<number>({
    ...{ leastRestMs: 2000, restFactor: 9, most: 2 },
    now: () => clock.at,
  })
  const ask = (tookMs = 0, key = 1) =>
    paced.get(key, () => {
      clock.at += tookMs
      return Promise.resolve(++made)
    })
  return { clock, paced, ask }
}

test.group('What is dear to make and asked for by many', () => {
  test('is made once for all who ask at once', async ({ assert }) => {
    const { ask } = pacedAt()
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask()))
    assert.deepEqual(
      answers.map(({ value }) => value),
      Array.from({ length: 10 }, () => 1)
    )
  })

  test('is made anew after a rest of nine times what it took, and of 2 s at least', async ({
    assert,
  }) => {
    const { clock, ask } = pacedAt()
    // done at 1500
    assert.deepEqual(await ask(1500), { value: 1, restMs: 13_500 })
    clock.at = 14_999
    assert.deepEqual(await ask(), { value: 1, restMs: 1 })
    clock.at = 15_000
    assert.deepEqual(await ask(10), { value: 2, restMs: 2000 })
  })

  test('is not kept where making failed: the next who asks tries again', async ({ assert }) => {
    const { paced, ask } = pacedAt()
    await assert.rejects(() => paced.get(1, () => Promise.reject(new Error('no disk'))), 'no disk')
    assert.equal((await ask()).value, 1)
  })

  test('is forgotten where it was made the longest ago and too much is kept', async ({
    assert,
  }) => {
    const { ask } = pacedAt()
    for (const key of [1, 2, 3]) await ask(0, key)
    assert.equal((await ask(0, 3)).value, 3)
    assert.equal((await ask(0, 1)).value, 4)
  })
})
