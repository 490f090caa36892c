import { test } from '@japa/runner'
import {
  barOfDay,
  barOfShare,
  dayOfBar,
  movedTo,
  shareOfBar,
} from '../../../resources/js/split/places.ts'

const day = (text: string) => Date.parse(`${text}T00:00:00Z`)
/** 100 usable bars from 20 on: fifty within January, fifty within the ten days after it. */
const PLACES = {
  ...{ first: 20, last: 119 },
  known: [
    [20, day('2024-01-01')],
    [70, day('2024-01-31')],
    [120, day('2024-02-10')],
  ],
} as const

test.group('Handles of the split', () => {
  test('move one border while the other one stays', ({ assert }) => {
    const shares = { training: 0.6, validation: 0.15 }
    assert.deepEqual(movedTo('validation', 0.55, shares), { training: 0.55, validation: 0.2 })
    assert.deepEqual(movedTo('test', 0.9, shares), { training: 0.6, validation: 0.3 })
  })

  test('stop where a range would have less than its least share', ({ assert }) => {
    const shares = { training: 0.6, validation: 0.15 }
    assert.deepEqual(movedTo('validation', 0.01, shares), { training: 0.05, validation: 0.7 })
    assert.deepEqual(movedTo('validation', 0.99, shares), { training: 0.73, validation: 0.02 })
    assert.deepEqual(movedTo('test', 0.1, shares), { training: 0.6, validation: 0.02 })
    assert.deepEqual(movedTo('test', 1, shares), { training: 0.6, validation: 0.38 })
  })

  test('stand at the bar of a share, and of a day by the time between known bars', ({ assert }) => {
    assert.equal(barOfShare(0.6, PLACES), 80)
    assert.equal(shareOfBar(80, PLACES), 0.6)
    // five bars a day after January, five in three days within it
    assert.equal(dayOfBar(80, PLACES), '2024-02-02')
    assert.equal(barOfDay('2024-02-02', PLACES), 80)
    assert.equal(dayOfBar(45, PLACES), '2024-01-16')
    assert.equal(barOfDay('2023-01-01', PLACES), 20)
    assert.equal(barOfDay('2025-01-01', PLACES), 120)
  })
})
