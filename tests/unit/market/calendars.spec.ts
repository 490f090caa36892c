import { test } from '@japa/runner'
import { periodsPerYear } from '../../../app/core/market/calendars.ts'
import { dayNumber } from '../../../app/core/market/civil_day.ts'
import { inferCalendar, inferInterval } from '../../../app/core/market/inference.ts'
import { expectedSessions, sessionCount } from '../../../app/core/market/sessions.ts'
import { isUsMarketHoliday } from '../../../app/core/market/us_holidays.ts'
import { day, weekdays } from './bars_of.ts'

const HOUR = 3_600_000

test.group('Periods a year', () => {
  test('a year has 252 sessions, or 365 days where trading never stops', ({ assert }) => {
    assert.equal(periodsPerYear('1d', 'exchange'), 252)
    assert.equal(periodsPerYear('1d', 'forex'), 252)
    assert.equal(periodsPerYear('1d', 'always'), 365)
  })

  test('shorter bars are sessions times bars a session', ({ assert }) => {
    assert.equal(periodsPerYear('1h', 'exchange'), 252 * 6.5)
    assert.equal(periodsPerYear('15m', 'exchange'), 252 * 26)
    assert.equal(periodsPerYear('1m', 'exchange'), 252 * 390)
    assert.equal(periodsPerYear('1h', 'always'), 365 * 24)
    assert.equal(periodsPerYear('4h', 'always'), 365 * 6)
    assert.equal(periodsPerYear('1h', 'forex'), 252 * 24)
  })

  test('weeks and months are the same everywhere', ({ assert }) => {
    assert.equal(periodsPerYear('1wk', 'exchange'), 52)
    assert.equal(periodsPerYear('1mo', 'always'), 12)
  })
})

test.group('Sessions', () => {
  test('2023 had 250 sessions, 2018 with its day of mourning 251, leap year 2024 252', ({
    assert,
  }) => {
    const sessions = (year: number) =>
      expectedSessions(day(year, 1, 1), day(year, 12, 31), '1d', 'exchange')
    assert.deepEqual([2001, 2012, 2018, 2023, 2024].map(sessions), [248, 250, 251, 250, 252])
  })

  test('New York closes on Good Friday, on a Monday after a Sunday holiday, not before New Year', ({
    assert,
  }) => {
    const isClosed = (y: number, m: number, d: number) => isUsMarketHoliday(dayNumber(y, m, d))
    assert.isTrue(isClosed(2024, 3, 29))
    assert.isTrue(isClosed(2022, 12, 26))
    assert.isTrue(isClosed(2020, 7, 3))
    assert.isTrue(isClosed(2001, 9, 11))
    assert.isFalse(isClosed(2021, 12, 31))
    assert.isFalse(isClosed(2021, 6, 18)) // Juneteenth is kept since 2022
  })

  test('seven days of a week are sessions where trading never stops, five on an exchange', ({
    assert,
  }) => {
    const [monday, sunday] = [day(2024, 6, 3), day(2024, 6, 9)]
    assert.equal(expectedSessions(monday, sunday, '1d', 'always'), 7)
    assert.equal(expectedSessions(monday, sunday, '1d', 'exchange'), 5)
    assert.equal(expectedSessions(sunday, monday, '1d', 'always'), 0)
  })

  test('weeks and months are counted as such', ({ assert }) => {
    assert.equal(expectedSessions(day(2024, 1, 1), day(2024, 1, 29), '1wk', 'exchange'), 5)
    assert.equal(expectedSessions(day(2023, 11, 1), day(2024, 2, 1), '1mo', 'exchange'), 4)
  })

  test('a session counts once, however many bars it has', ({ assert }) => {
    const time = Float64Array.from(
      [9, 10, 11, 24 + 9, 24 + 10, 72 + 9],
      (h) => day(2024, 6, 3) + h * HOUR
    )
    assert.deepEqual(sessionCount({ time, length: 6 }, '1h', 'exchange'), { expected: 4, found: 3 })
  })
})

test.group('What the times tell', () => {
  test('the interval is that of the common step, not of nights and weekends', ({ assert }) => {
    assert.equal(inferInterval(Float64Array.from(weekdays(10))), '1d')
    const hours = [0, 1, 2, 3, 24, 25, 26, 27, 96, 97]
    assert.equal(inferInterval(Float64Array.from(hours, (h) => h * HOUR)), '1h')
    assert.isNull(inferInterval(Float64Array.of(0)))
  })

  test('Saturdays tell 24/7, round-the-clock weekdays tell currencies', ({ assert }) => {
    const hours = (count: number, from: number) =>
      Float64Array.from({ length: count }, (_, h) => from + h * HOUR)
    assert.equal(inferCalendar(Float64Array.from(weekdays(10))), 'exchange')
    assert.equal(inferCalendar(hours(24 * 7, day(2024, 6, 3))), 'always')
    assert.equal(inferCalendar(hours(24 * 5, day(2024, 6, 3))), 'forex')
  })
})
