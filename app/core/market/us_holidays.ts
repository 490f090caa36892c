import { civilDate, dayNumber, weekday } from './civil_day.ts'

/** Weekdays on which the NYSE stayed closed outside its holidays, since 1985. */
const SPECIAL_CLOSURES = new Set(
  [
    [1985, 9, 27], // hurricane Gloria
    [1994, 4, 27], // Nixon's funeral
    [2001, 9, 11],
    [2001, 9, 12],
    [2001, 9, 13],
    [2001, 9, 14],
    [2004, 6, 11], // Reagan's funeral
    [2007, 1, 2], // Ford's funeral
    [2012, 10, 29], // hurricane Sandy
    [2012, 10, 30],
    [2018, 12, 5], // Bush's funeral
    [2025, 1, 9], // Carter's funeral
  ].map(([year, month, day]) => dayNumber(year, month, day))
)

const MONDAY = 1
const THURSDAY = 4

/**
 * Whether the New York Stock Exchange is closed on this weekday (day number). Its rules as of 2025
 * and its special closures; exact from 1985 on.
 */
export function isUsMarketHoliday(day: number): boolean {
  const [year, month, date] = civilDate(day)
  return (
    isFixedHoliday(year, month, date, day) ||
    isMondayHoliday(year, month, date, day) ||
    (month === 11 && isNthWeekday(date, day, THURSDAY, 4)) || // Thanksgiving
    day === easterSunday(year) - 2 ||
    SPECIAL_CLOSURES.has(day)
  )
}

/** Of a Saturday the Friday before, of a Sunday the Monday after; New Year's has no Friday before. */
function isFixedHoliday(year: number, month: number, date: number, day: number): boolean {
  const d = weekday(day)
  const on = (m: number, n: number) =>
    month === m && (date === n || (d === MONDAY && date === n + 1) || (d === 5 && date === n - 1))
  return (
    (month === 1 && (date === 1 || (date === 2 && d === MONDAY))) ||
    (year >= 2022 && on(6, 19)) ||
    on(7, 4) ||
    on(12, 25)
  )
}

function isMondayHoliday(year: number, month: number, date: number, day: number): boolean {
  return (
    (month === 1 && year >= 1998 && isNthWeekday(date, day, MONDAY, 3)) || // M. L. King
    (month === 2 && isNthWeekday(date, day, MONDAY, 3)) || // Washington
    (month === 5 && date >= 25 && weekday(day) === MONDAY) || // Memorial Day
    (month === 9 && isNthWeekday(date, day, MONDAY, 1)) // Labor Day
  )
}

function isNthWeekday(date: number, day: number, wanted: number, n: number): boolean {
  return weekday(day) === wanted && Math.ceil(date / 7) === n
}

/** Day number of Easter Sunday, Gregorian (Meeus, Jones & Butcher). */
function easterSunday(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor((8 * b + 13) / 25)
  const e = Math.floor(b / 4)
  const h = (19 * a + b - d - e + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const n = h + l - 7 * m + 114
  return dayNumber(year, Math.floor(n / 31), (n % 31) + 1)
}
