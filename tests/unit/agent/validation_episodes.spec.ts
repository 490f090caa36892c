import { test } from '@japa/runner'
import {
  firstValidation,
  isValidated,
  validationCount,
} from '../../../app/core/agent/validation_episodes.ts'

/** Which of a run's training episodes a validation follows. */
function validated(episodes: number, validateEvery: number, validateAt: readonly number[]) {
  const config = { episodes, validateEvery, validateAt }
  const all = Array.from({ length: episodes }, (_, k) => k + 1)
  return all.filter((episode) => isValidated(episode, config))
}

test.group('Validation episodes', () => {
  test('follow every so many episodes, those named besides, and the last', ({ assert }) => {
    assert.deepEqual(validated(25, 10, []), [10, 20, 25])
    assert.deepEqual(validated(25, 10, [3, 9, 20, 40]), [3, 9, 10, 20, 25])
    assert.deepEqual(validated(4, 50, []), [4])
  })

  test('are counted, and the first is known, before there is one', ({ assert }) => {
    for (const [episodes, every, at] of [
      [25, 10, []],
      [25, 10, [3, 9, 20, 40]],
      [4, 50, [4, 2]],
      [1, 1, []],
    ] as const) {
      const config = { episodes, validateEvery: every, validateAt: at }
      const found = validated(episodes, every, at)
      assert.equal(validationCount(config), found.length)
      assert.equal(firstValidation(config), found[0])
    }
  })
})
