import { dayOf } from '../civil_day.ts'
import { intervalMilliseconds, isIntraday } from '../intervals.ts'
import type { SourcedSeries } from '../series.ts'
import { holidayRuleOf, isSessionDay, monthIndex, type HolidayRule } from '../sessions.ts'
import { commonSlots, slotOf } from './slots.ts'
import { barName, counted, grouped, type ValidationRule } from './rule.ts'

/** More missing weekdays in a row than an unknown exchange's longest usual holiday. */
const LONGEST_HOLIDAY = 5

/**
 * The bars found are the first after each gap; the count is of missing sessions (or bars, weeks,
 * months). Where the exchange's holidays are unknown only a longer absence counts.
 */
export const gapsRule: ValidationRule = {
  name: 'gaps',
  checks: "Every session between the first bar and the last has its bars, by the calendar's rules.",
  severity: 'warning',
  repair: null,
  find: (data) => {
    const { series } = data
    const missingAt = missingCounter(data)
    const bars: number[] = []
    let count = 0
    let largest = 0
    let worst = 0
    for (let t = 1; t < series.length; t++) {
      const missing = missingAt(t)
      if (!(missing > 0)) continue
      bars.push(t)
      count += missing
      if (missing > largest) [largest, worst] = [missing, t]
    }
    if (bars.length === 0) return null
    const between = `between ${barName(series, worst - 1)} and ${barName(series, worst)}`
    const of = `${grouped(count)} missing in ${counted(bars.length, 'gap')}`
    return { bars, count, message: `${of}; the longest has ${grouped(largest)}, ${between}.` }
  },
}

/** A function that says how many sessions or bars are missing before bar `t`. */
function missingCounter(data: SourcedSeries): (t: number) => number {
  const { series, identity } = data
  const { time } = series
  const { interval, calendar } = identity
  const length = intervalMilliseconds(interval)
  if (interval === '1mo') return (t) => monthIndex(time[t]) - monthIndex(time[t - 1]) - 1
  if (interval === '1wk' || calendar === 'always') {
    return (t) => Math.round((time[t] - time[t - 1]) / length) - 1
  }
  const holidays = holidayRuleOf(series)
  const days = (t: number) => missingDays(data, t, holidays)
  if (!isIntraday(interval)) return days
  const slots = commonSlots(series, length)
  return (t) => {
    const day = dayOf(time[t])
    if (day !== dayOf(time[t - 1])) return days(t)
    if (!isSessionDay(day, calendar, holidays)) return 0
    return slotsBetween(slots, slotOf(time[t - 1], length), slotOf(time[t], length))
  }
}

function missingDays(
  { series, identity }: SourcedSeries,
  t: number,
  holidays: HolidayRule
): number {
  let missing = 0
  const end = dayOf(series.time[t])
  for (let day = dayOf(series.time[t - 1]) + 1; day < end; day++) {
    if (isSessionDay(day, identity.calendar, holidays)) missing++
  }
  const isHoliday = identity.calendar === 'exchange' && holidays === 'unknown'
  return isHoliday && missing <= LONGEST_HOLIDAY ? 0 : missing
}

function slotsBetween(common: ReadonlySet<number>, before: number, after: number): number {
  let missing = 0
  for (let slot = before + 1; slot < after; slot++) if (common.has(slot)) missing++
  return missing
}
