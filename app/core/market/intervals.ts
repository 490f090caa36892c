import { DAY_MILLISECONDS } from './civil_day.ts'
import type { Interval } from './series.ts'

const MINUTE = 60_000

const LENGTHS: Readonly<Record<Interval, number>> = {
  '1m': MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '30m': 30 * MINUTE,
  '1h': 60 * MINUTE,
  '4h': 240 * MINUTE,
  '1d': DAY_MILLISECONDS,
  '1wk': 7 * DAY_MILLISECONDS,
  // the mean month of the Gregorian calendar, 365.2425 days / 12
  '1mo': 30.436875 * DAY_MILLISECONDS,
}

/** Length of a bar in milliseconds; a month has its mean length. */
export function intervalMilliseconds(interval: Interval): number {
  return LENGTHS[interval]
}

/** Whether several bars make a session. */
export function isIntraday(interval: Interval): boolean {
  return LENGTHS[interval] < DAY_MILLISECONDS
}

/** A duration in the largest unit that fits, for messages: `15 min`, `4 h`, `1.5 days`. */
export function durationText(milliseconds: number): string {
  const minutes = milliseconds / MINUTE
  if (minutes < 60) return `${rounded(minutes)} min`
  if (minutes < 24 * 60) return `${rounded(minutes / 60)} h`
  const days = rounded(minutes / (24 * 60))
  return days === '1' ? '1 day' : `${days} days`
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100)
}
