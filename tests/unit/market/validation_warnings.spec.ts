import { test } from '@japa/runner'
import { barsOf, day, weekdays } from './bars_of.ts'
import { found, SOUND } from './found.ts'

const HOUR = 3_600_000

test.group('Rules that warn', () => {
  test('a weekday without a bar; weekends and holidays are none', ({ assert }) => {
    const time = [
      day(2024, 6, 3),
      day(2024, 6, 4),
      day(2024, 6, 6),
      day(2024, 6, 7),
      day(2024, 6, 10),
    ]
    const gap = found('gaps', barsOf({ time, close: SOUND.slice(0, 5) }))
    assert.include(gap, { severity: 'warning', count: 1, firstBar: 2, firstTime: day(2024, 6, 6) })
    const overIndependenceDay = [day(2024, 7, 2), day(2024, 7, 3), day(2024, 7, 5)]
    assert.isUndefined(found('gaps', barsOf({ time: overIndependenceDay, close: [1, 2, 3] })))
  })

  test('another exchange’s holidays are unknown: only a long absence counts there', ({
    assert,
  }) => {
    // 4 July has a bar, so this is not New York; 9 and 10 July are missing
    const time = [4, 5, 8, 11, 12].map((date) => day(2024, 7, date))
    assert.isUndefined(found('gaps', barsOf({ time, close: SOUND.slice(0, 5) })))
    const later = [...time, day(2024, 7, 24)]
    assert.include(found('gaps', barsOf({ time: later, close: SOUND })), { count: 7, firstBar: 5 })
  })

  test('where trading never stops every missing bar counts', ({ assert }) => {
    const time = [0, 1, 2, 5, 6].map((h) => day(2024, 6, 1) + h * HOUR)
    const identity = { interval: '1h', calendar: 'always' } as const
    const gap = found('gaps', barsOf({ time, close: SOUND.slice(0, 5), identity }))
    assert.include(gap, { count: 2, firstBar: 3 })
    assert.include(gap?.message, 'between 2024-06-01 02:00 and 2024-06-01 05:00')
  })

  test('a hole in a session counts; lunch, night and the moved hour do not', ({ assert }) => {
    const session = [9, 10, 11, 13, 14, 15] // 12 is lunch
    const time = weekdays(10).flatMap((start, n) => {
      const moved = n < 5 ? 0 : 1 // summer time ends
      return session.map((hour) => start + (hour + moved) * HOUR)
    })
    const hole = time.indexOf(weekdays(3)[2] + 11 * HOUR)
    time.splice(hole, 1)
    const identity = { interval: '1h' } as const
    const close = time.map((_, t) => 10 + (t % 3))
    // 11:00 is a bar in the first week, lunch is at 13:00 in the second: common are 10, 11, 14, 15
    assert.include(found('gaps', barsOf({ time, close, identity })), { count: 1, firstBar: hole })
  })

  test('currencies rest on Christmas, in the middle of the day too', ({ assert }) => {
    const hours = (date: number, ...of: number[]) => of.map((h) => day(2017, 12, date) + h * HOUR)
    const full = [11, 12, 13, 14, 15, 18, 19, 20, 21, 22].flatMap((date) => hours(date, 0, 1, 2, 3))
    const time = [...full, ...hours(25, 0, 3), ...hours(26, 0, 3)]
    const identity = { interval: '1h', calendar: 'forex' } as const
    const close = time.map((_, t) => 10 + (t % 3))
    // the hours 1 and 2 are missing on both days
    const gaps = found('gaps', barsOf({ time, close, identity }))
    assert.include(gaps, { count: 2, firstTime: day(2017, 12, 26) + 3 * HOUR })
  })

  test('a month and a week without a bar', ({ assert }) => {
    const months = [day(2024, 1, 1), day(2024, 2, 1), day(2024, 4, 1), day(2024, 5, 1)]
    const monthly = barsOf({ time: months, close: [1, 2, 3, 4], identity: { interval: '1mo' } })
    assert.include(found('gaps', monthly), { count: 1, firstBar: 2 })
    const weeks = [day(2024, 1, 1), day(2024, 1, 8), day(2024, 1, 29), day(2024, 2, 5)]
    const weekly = barsOf({ time: weeks, close: [1, 2, 3, 4], identity: { interval: '1wk' } })
    assert.include(found('gaps', weekly), { count: 2, firstBar: 2 })
  })

  test('a bar on a Saturday of an exchange', ({ assert }) => {
    const time = [day(2024, 6, 7), day(2024, 6, 8), day(2024, 6, 10)]
    assert.include(found('weekend', barsOf({ time, close: [1, 2, 3] })), { count: 1, firstBar: 1 })
    const sundays = [day(2024, 6, 2), day(2024, 6, 9)]
    const weekly = barsOf({ time: sundays, close: [1, 2], identity: { interval: '1wk' } })
    assert.isUndefined(found('weekend', weekly))
    const identity = { calendar: 'always' } as const
    assert.isUndefined(found('weekend', barsOf({ time, close: [1, 2, 3], identity })))
  })

  test('bars without volume; a source without any is told apart', ({ assert }) => {
    const some = barsOf({ close: [1, 2, 3], volume: [5, 0, 5] })
    assert.include(found('zero_volume', some), { severity: 'warning', count: 1, firstBar: 1 })
    const none = barsOf({ close: [1, 2, 3], volume: [0, 0, 0] })
    assert.include(found('zero_volume', none)?.message, 'environment.zeroVolume to fill')
  })

  test('five bars in a row with the same prices, not four', ({ assert }) => {
    const flat = (count: number) =>
      barsOf({ close: [9, ...Array.from({ length: count }, () => 10), 11] })
    assert.isUndefined(found('stale', flat(4)))
    assert.include(found('stale', flat(5)), { severity: 'warning', count: 5, firstBar: 1 })
  })

  test('a jump by the ratio of a split that nobody declared', ({ assert }) => {
    for (const ratio of [1.5, 2, 3, 5, 10, 1 / 2, 1 / 10]) {
      const close = [100, 101, 101 * ratio, 100 * ratio]
      const jump = found('split_jump', barsOf({ close, open: close }))
      assert.include(jump, { severity: 'warning', count: 1, firstBar: 2 }, `ratio ${ratio}`)
    }
    const crash = barsOf({ close: [100, 100, 60, 60] })
    assert.isUndefined(found('split_jump', crash))
  })

  test('a declared split is no jump; declared and already in the prices, it is one', ({
    assert,
  }) => {
    const actions = [{ kind: 'split', time: weekdays(3)[2], ratio: 4 } as const]
    const traded = barsOf({ close: [400, 404, 101, 100], open: [400, 404, 101, 100], actions })
    assert.isUndefined(found('split_jump', traded))
    const flat = barsOf({ close: [100, 101, 101, 100], actions })
    assert.include(found('split_jump', flat), { count: 1, firstBar: 2 })
    assert.isUndefined(found('split_jump', { ...flat, splitAdjusted: true }))
  })

  test('an adjusted close that falls against the close, or ignores a dividend', ({ assert }) => {
    const falling = barsOf({ close: SOUND, adjClose: [10, 11, 11, 10, 9, 10] })
    assert.include(found('adjusted_close', falling), { severity: 'warning', firstBar: 2 })
    const paid = { kind: 'dividend', time: day(2024, 6, 5), amount: 1.1 } as const
    const ignored = barsOf({ close: SOUND, adjClose: SOUND, actions: [paid] })
    assert.include(found('adjusted_close', ignored), { count: 1, firstBar: 2 })
    const merged = { kind: 'split', time: day(2024, 6, 5), ratio: 1 / 4 } as const
    const pending = barsOf({ close: [5, 5, 20, 20], adjClose: [20, 20, 20, 20], actions: [merged] })
    assert.isUndefined(found('adjusted_close', pending))
    const adjClose = SOUND.map((price, t) => (t < 2 ? price * 0.9 : price))
    assert.isUndefined(found('adjusted_close', barsOf({ close: SOUND, adjClose, actions: [paid] })))
  })

  test('opens that repeat the last close for months', ({ assert }) => {
    const close = Array.from({ length: 100 }, (_, t) => 10 + (t % 7))
    const time = weekdays(100)
    const open = close.map((price, t) => (t > 0 && t <= 40 ? close[t - 1] : price - 0.5))
    const data = barsOf({ close, open, time })
    assert.include(found('made_up_opens', data), { severity: 'warning', count: 40, firstBar: 1 })
    const crypto = barsOf({ close, open, time, identity: { calendar: 'always' } })
    assert.isUndefined(found('made_up_opens', crypto))
  })
})
