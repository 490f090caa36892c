import { weekday } from './civil_day.ts'
import { intervalMilliseconds, isIntraday } from './intervals.ts'
import type { CalendarName, Interval } from './series.ts'

/** Sessions a year and hours a session of each calendar (semantics, section 5). */
const CALENDAR: Readonly<Record<CalendarName, { sessions: number; hours: number }>> = {
  exchange: { sessions: 252, hours: 6.5 },
  forex: { sessions: 252, hours: 24 },
  always: { sessions: 365, hours: 24 },
}
const HOUR = 3_600_000

/**
 * Bars a year, the P of every annualised figure: sessions a year (252; 365 for 24/7 assets) times
 * bars a session (its hours over the bar's; an exchange's session has 6.5 h); weeks 52, months 12.
 */
export function periodsPerYear(interval: Interval, calendar: CalendarName): number {
  if (interval === '1wk') return 52
  if (interval === '1mo') return 12
  const { sessions, hours } = CALENDAR[calendar]
  if (!isIntraday(interval)) return sessions
  return (sessions * hours) / (intervalMilliseconds(interval) / HOUR)
}

/** Whether a day (number) can have a session by its weekday; holidays are not regarded. */
export function isSessionWeekday(day: number, calendar: CalendarName): boolean {
  if (calendar === 'always') return true
  const d = weekday(day)
  return d !== 0 && d !== 6
}
