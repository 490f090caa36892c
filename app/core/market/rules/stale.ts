import type { Series } from '../series.ts'
import { barName, counted, grouped, type ValidationRule } from './rule.ts'

/** Bars in a row with the same open, high, low and close, from which on they are a run. */
const SHORTEST_RUN = 5

/** The bars found are all bars of all runs. */
export const staleRule: ValidationRule = {
  name: 'stale',
  checks: `No ${SHORTEST_RUN} bars in a row have the same open, high, low and close.`,
  severity: 'warning',
  repair: null,
  find: ({ series }) => {
    const bars: number[] = []
    let runs = 0
    let longest = 0
    let longestAt = 0
    for (let t = 0, end = 1; t < series.length; t = end, end = t + 1) {
      while (end < series.length && isUnchanged(series, end)) end++
      if (end - t < SHORTEST_RUN) continue
      for (let bar = t; bar < end; bar++) bars.push(bar)
      runs++
      if (end - t > longest) [longest, longestAt] = [end - t, t]
    }
    if (bars.length === 0) return null
    const where = `${grouped(longest)} bars from ${barName(series, longestAt)}`
    const message = `${counted(bars.length, 'bar')} in ${counted(runs, 'run')} of unchanged prices; the longest has ${where}.`
    return { bars, message }
  },
}

function isUnchanged({ open, high, low, close }: Series, t: number): boolean {
  return (
    open[t] === open[t - 1] &&
    high[t] === high[t - 1] &&
    low[t] === low[t - 1] &&
    close[t] === close[t - 1]
  )
}
