import { dayOf, weekday } from '../civil_day.ts'
import { isIntraday } from '../intervals.ts'
import { barsText, barsWhere, type ValidationRule } from './rule.ts'

const SATURDAY = 6

export const weekendRule: ValidationRule = {
  name: 'weekend',
  checks: 'No bar lies on a weekend, unless the calendar trades then.',
  severity: 'warning',
  repair: null,
  find: ({ series, identity }) => {
    const { calendar, interval } = identity
    // weeks and months may begin on any day; currencies open on Sunday evening
    if (calendar === 'always' || interval === '1wk' || interval === '1mo') return null
    const sundayToo = calendar === 'exchange' || !isIntraday(interval)
    const bars = barsWhere(series.length, (t) => {
      const day = weekday(dayOf(series.time[t]))
      return day === SATURDAY || (day === 0 && sundayToo)
    })
    if (bars.length === 0) return null
    return { bars, message: `${barsText(series, bars)}a weekend, but the calendar is ${calendar}.` }
  },
}
