import { isoTime } from '../iso_time.ts'
import { barsText, barsWhere, type ValidationRule } from './rule.ts'

/** The bars found are the later ones: of equal times the first stays. */
export const duplicatesRule: ValidationRule = {
  name: 'duplicates',
  checks: 'No two bars have the same time.',
  severity: 'error',
  repair: 'drop',
  find: ({ series }) => {
    if (isAscending(series.time)) return null
    const seen = new Set<number>()
    const bars = barsWhere(series.length, (t) => {
      const time = series.time[t]
      if (Number.isNaN(time)) return false
      if (seen.has(time)) return true
      seen.add(time)
      return false
    })
    if (bars.length === 0) return null
    const time = isoTime(series.time[bars[0]])
    return { bars, message: `${barsText(series, bars)}an earlier bar has the time ${time} too.` }
  },
}

/** Strictly: then no time can occur twice, and no set of them is needed. */
function isAscending(time: Float64Array): boolean {
  for (let t = 1; t < time.length; t++) if (!(time[t] > time[t - 1])) return false
  return true
}
