import { test } from '@japa/runner'
import { civilDate, dayNumber, weekday } from '../../../app/core/market/civil_day.ts'
import { isoDay, isoTime, parseIsoTime } from '../../../app/core/market/iso_time.ts'
import { sessionTime } from '../../../app/core/market/session_time.ts'
import { day } from './bars_of.ts'

const HOUR = 3_600_000

test.group('Civil days', () => {
  test('day 0 is Thursday, 1 January 1970', ({ assert }) => {
    assert.equal(dayNumber(1970, 1, 1), 0)
    assert.equal(weekday(0), 4)
    assert.equal(weekday(-1), 3)
  })

  test('every day from 1890 to 2110 survives the way to a date and back', ({ assert }) => {
    for (let n = dayNumber(1890, 1, 1); n < dayNumber(2110, 1, 1); n++) {
      const [year, month, date] = civilDate(n)
      if (dayNumber(year, month, date) !== n) assert.fail(`day ${n}`)
      const expected = new Date(n * 86_400_000).toISOString().slice(0, 10)
      if (isoDay(n * 86_400_000) !== expected) assert.fail(`day ${n}: ${expected}`)
    }
  })
})

test.group('ISO times', () => {
  test('a time reads as UTC unless it names an offset', ({ assert }) => {
    assert.equal(parseIsoTime('2024-02-29'), Date.UTC(2024, 1, 29))
    assert.equal(parseIsoTime('2024-02-29 14:30'), Date.UTC(2024, 1, 29, 14, 30))
    assert.equal(parseIsoTime('2024-02-29T14:30:15.250Z'), Date.UTC(2024, 1, 29, 14, 30, 15, 250))
    assert.equal(parseIsoTime('2024-02-29T14:30+02:00'), Date.UTC(2024, 1, 29, 12, 30))
    assert.equal(parseIsoTime('2024-02-29T14:30-0530'), Date.UTC(2024, 1, 29, 20, 0))
  })

  test('what is no date is null, a day that the month lacks too', ({ assert }) => {
    for (const text of ['', 'today', '2023-02-29', '2024-13-01', '2024-1-1', '2024-01-01T25:00']) {
      assert.isNull(parseIsoTime(text), text)
    }
  })

  test('a time is shown without its clock at midnight', ({ assert }) => {
    assert.equal(isoTime(day(2015, 3, 5)), '2015-03-05')
    assert.equal(isoTime(day(2015, 3, 5) + 14.5 * HOUR), '2015-03-05 14:30')
    assert.equal(isoTime(day(2015, 3, 5) + 1000), '2015-03-05 00:00:01')
    assert.equal(isoTime(-1), '1969-12-31 23:59:59')
  })
})

test.group('Session times', () => {
  test('a stamp at local midnight is a date without a time', ({ assert }) => {
    const tokyo = day(2023, 3, 15) - 9 * HOUR
    assert.equal(sessionTime(tokyo, 9 * HOUR), day(2023, 3, 15))
    const newYork = day(2022, 1, 3) + 5 * HOUR
    assert.equal(sessionTime(newYork, -5 * HOUR), day(2022, 1, 3))
  })

  test('an open stays the open', ({ assert }) => {
    const newYork = day(2020, 1, 2) + 14.5 * HOUR
    assert.equal(sessionTime(newYork, -5 * HOUR), newYork)
  })

  test('an open on the UTC day before moves to the day of its session', ({ assert }) => {
    const sydney = day(2024, 1, 15) - 1 * HOUR // 10:00 on the 15th there
    assert.equal(sessionTime(sydney, 11 * HOUR), day(2024, 1, 15))
  })
})
