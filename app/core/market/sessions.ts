import { isSessionWeekday } from './calendars.ts'
import { civilDate, dayOf } from './civil_day.ts'
import type { CalendarName, Interval, Series } from './series.ts'
import { isUsMarketHoliday } from './us_holidays.ts'

/** Whether the exchange's holidays are known: then every weekday that is none is a session. */
export type HolidayRule = 'us' | 'unknown'

/**
 * `us` when no bar lies on a weekday on which New York was closed; such a bar shows another exchange,
 * whose holidays are not known here. Bars must be in order.
 */
export function holidayRuleOf(series: Pick<Series, 'time' | 'length'>): HolidayRule {
  let last = NaN
  for (let i = 0; i < series.length; i++) {
    const day = dayOf(series.time[i])
    if (day === last) continue
    last = day
    if (isSessionWeekday(day, 'exchange') && isUsMarketHoliday(day)) return 'unknown'
  }
  return 'us'
}

/** Whether a calendar expects a session on a day (number). */
export function isSessionDay(day: number, calendar: CalendarName, holidays: HolidayRule): boolean {
  if (!isSessionWeekday(day, calendar)) return false
  if (calendar === 'always') return true
  if (calendar === 'exchange') return holidays === 'unknown' || !isUsMarketHoliday(day)
  const [, month, date] = civilDate(day)
  return !((month === 1 && date === 1) || (month === 12 && date === 25))
}

/**
 * Sessions (weeks for 1wk, months for 1mo) that a calendar expects from the bar at `from` to the bar
 * at `to`, both counted; 0 when `to` is before `from`. An exchange whose holidays are unknown counts
 * every weekday.
 */
export function expectedSessions(
  from: number,
  to: number,
  interval: Interval,
  calendar: CalendarName,
  holidays: HolidayRule = 'us'
): number {
  if (to < from) return 0
  if (interval === '1mo') return monthIndex(to) - monthIndex(from) + 1
  const [first, last] = [dayOf(from), dayOf(to)]
  if (interval === '1wk') return Math.round((last - first) / 7) + 1
  let sessions = 0
  for (let day = first; day <= last; day++) {
    if (isSessionDay(day, calendar, holidays)) sessions++
  }
  return sessions
}

/** Sessions (weeks, months) that have a bar, out of those expected from the first bar to the last. */
export function sessionCount(
  series: Pick<Series, 'time' | 'length'>,
  interval: Interval,
  calendar: CalendarName
): { readonly expected: number; readonly found: number } {
  const { length, time } = series
  if (length === 0) return { expected: 0, found: 0 }
  const holidays = holidayRuleOf(series)
  const expected = expectedSessions(time[0], time[length - 1], interval, calendar, holidays)
  if (interval === '1wk' || interval === '1mo') return { expected, found: length }
  let found = 0
  let last = NaN
  for (let i = 0; i < length; i++) {
    const day = dayOf(time[i])
    if (day !== last && isSessionDay(day, calendar, holidays)) found++
    last = day
  }
  return { expected, found }
}

/** Months since year 0, so that a difference counts months. */
export function monthIndex(time: number): number {
  const [year, month] = civilDate(dayOf(time))
  return year * 12 + month - 1
}
