import { test } from '@japa/runner'
import { ago, barTime, clock, day, duration, minute } from '../../../resources/format/times.ts'

const NOON = Date.UTC(2021, 8, 13, 12, 0, 5)

test.group('Times on pages', () => {
  test('times are UTC and ISO, whatever they come as', ({ assert }) => {
    for (const time of [NOON, new Date(NOON), '2021-09-13T12:00:05Z', { toMillis: () => NOON }]) {
      assert.deepEqual(
        [day(time), minute(time), clock(time)],
        ['2021-09-13', '2021-09-13 12:00', '12:00:05']
      )
    }
  })

  test('no time is an en dash', ({ assert }) => {
    assert.deepEqual(
      [day(null), minute(undefined), clock('soon'), duration(null)],
      Array(4).fill('–')
    )
  })

  test('daily bars are days, intraday bars are minutes', ({ assert }) => {
    assert.equal(barTime(NOON, '1d'), '2021-09-13')
    assert.equal(barTime(NOON, '1h'), '2021-09-13 12:00')
  })

  test('a duration has its two largest units', ({ assert }) => {
    assert.deepEqual([0.41, 42, 309, 7500, 3600, 273_600].map(duration), [
      '0.4 s',
      '42 s',
      '5 min 9 s',
      '2 h 5 min',
      '1 h',
      '3 d 4 h',
    ])
  })

  test('ago never looks into the future', ({ assert }) => {
    assert.equal(ago(NOON, NOON + 1000), '1 s ago')
    assert.equal(ago(NOON, NOON - 5000), '0 s ago')
    assert.equal(ago(NOON, NOON + 7_300_000), '2 h ago')
  })
})
