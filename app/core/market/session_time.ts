import { DAY_MILLISECONDS, dayOf } from './civil_day.ts'

/**
 * Time of a daily or longer bar from its stamp (UTC epoch ms) and the exchange's offset from UTC then
 * (ms, positive to the east), such that the UTC day of a bar is the day of its session: a stamp at
 * local midnight is a date without a time, hence 00:00 UTC of that date; an open that lies on the UTC
 * day before (Sydney in summer) moves to 00:00 UTC of the session's date.
 */
export function sessionTime(stamp: number, offset: number): number {
  const local = stamp + offset
  const date = dayOf(local) * DAY_MILLISECONDS
  return local === date ? date : Math.max(stamp, date)
}
