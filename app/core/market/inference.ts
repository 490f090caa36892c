import { DAY_MILLISECONDS, dayOf, weekday } from './civil_day.ts'
import { intervalMilliseconds } from './intervals.ts'
import { INTERVALS, type CalendarName, type Interval } from './series.ts'

/** Steps looked at; the first ones stand for all. */
const MOST_STEPS = 20_000
const SATURDAY = 6

/**
 * The typical step between bars: the 25 % quantile of the positive differences of `time`, so that
 * nights, weekends and gaps do not count. Null with fewer than two bars.
 */
export function typicalStep(time: Float64Array): number | null {
  const steps: number[] = []
  for (let i = 1; i < time.length && steps.length < MOST_STEPS; i++) {
    const step = Math.abs(time[i] - time[i - 1])
    if (step > 0) steps.push(step)
  }
  if (steps.length === 0) return null
  return Float64Array.from(steps).sort()[Math.floor((steps.length - 1) / 4)]
}

/** The interval nearest to the typical step, by ratio; null with fewer than two bars. */
export function inferInterval(time: Float64Array): Interval | null {
  const step = typicalStep(time)
  if (step === null) return null
  const distance = (interval: Interval) => Math.abs(Math.log(step / intervalMilliseconds(interval)))
  return INTERVALS.reduce((best, next) => (distance(next) < distance(best) ? next : best))
}

/** `always` when Saturdays have bars, `forex` when bars come at 20 or more hours of the day, else `exchange`. */
export function inferCalendar(time: Float64Array): CalendarName {
  const hours = new Set<number>()
  let saturdays = 0
  for (let i = 0; i < time.length; i++) {
    const day = dayOf(time[i])
    if (weekday(day) === SATURDAY) saturdays++
    hours.add(Math.floor((time[i] - day * DAY_MILLISECONDS) / 3_600_000))
  }
  // one day in seven is 14 % of the bars; 5 % keeps a stray Saturday out
  if (saturdays > 0.05 * time.length) return 'always'
  return hours.size >= 20 ? 'forex' : 'exchange'
}
