import { civilDate, DAY_MILLISECONDS, dayNumber, dayOf, daysInMonth } from './civil_day.ts'

/** ISO day of a UTC epoch time in milliseconds, `2015-03-05`. */
export function isoDay(time: number): string {
  const [year, month, day] = civilDate(dayOf(time))
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** ISO day, with the UTC time of day unless it is midnight: `2015-03-05`, `2015-03-05 14:30`. */
export function isoTime(time: number): string {
  const seconds = Math.floor((time - dayOf(time) * DAY_MILLISECONDS) / 1000)
  if (seconds === 0) return isoDay(time)
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}`
  return `${isoDay(time)} ${clock}${seconds % 60 === 0 ? '' : `:${two(seconds % 60)}`}`
}

const ISO =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i

/**
 * UTC epoch milliseconds of an ISO 8601 day or time, or null when the text is none. A time without an
 * offset is UTC.
 */
export function parseIsoTime(text: string): number | null {
  const match = ISO.exec(text.trim())
  if (match === null) return null
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0))
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null
  if (hour > 23 || minute > 59 || second > 59) return null
  const fraction = Number((match[7] ?? '').padEnd(3, '0'))
  const clock = ((hour * 60 + minute) * 60 + second) * 1000 + fraction
  return dayNumber(year, month, day) * DAY_MILLISECONDS + clock - offsetOf(match[8])
}

function offsetOf(zone: string | undefined): number {
  if (zone === undefined || zone.toUpperCase() === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
