import { civilDate, dayOf, DAY_MILLISECONDS, weekday } from '../../market/civil_day.ts'

/** Where a bar lies in its week, year and day (UTC), as points on circles; float64 [n] each, -1 .. 1. */
export interface CalendarColumns {
  readonly weekSine: Float64Array
  readonly weekCosine: Float64Array
  readonly yearSine: Float64Array
  readonly yearCosine: Float64Array
}

/** The time of day counts within the week, so that hours of a day differ too. */
export function calendarColumns(time: Float64Array): CalendarColumns {
  const n = time.length
  const columns = {
    weekSine: new Float64Array(n),
    weekCosine: new Float64Array(n),
    yearSine: new Float64Array(n),
    yearCosine: new Float64Array(n),
  }
  for (let t = 0; t < n; t++) {
    const day = dayOf(time[t])
    const ofDay = (time[t] - day * DAY_MILLISECONDS) / DAY_MILLISECONDS
    const week = (2 * Math.PI * (weekday(day) + ofDay)) / 7
    const [, month, date] = civilDate(day)
    const year = (2 * Math.PI * (month - 1 + (date - 1) / 31)) / 12
    columns.weekSine[t] = Math.sin(week)
    columns.weekCosine[t] = Math.cos(week)
    columns.yearSine[t] = Math.sin(year)
    columns.yearCosine[t] = Math.cos(year)
  }
  return columns
}
