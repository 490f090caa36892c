import { barName, barsText, barsWhere, type ValidationRule } from './rule.ts'

/**
 * The bars found are the fewest whose absence leaves the times in order (all but a longest
 * non-decreasing subsequence, Fredman 1975), so that one misplaced bar is one bar.
 */
export const orderRule: ValidationRule = {
  name: 'order',
  checks: 'Times ascend.',
  severity: 'error',
  repair: 'drop',
  find: ({ series }) => {
    const { time, length } = series
    const fall = firstFall(time)
    if (fall === -1) return null
    const kept = longestAscent(time)
    const bars = barsWhere(length, (t) => Number.isFinite(time[t]) && !kept.has(t))
    const where = `${barName(series, fall)} follows ${barName(series, fall - 1)}`
    return { bars, message: `${barsText(series, bars)}out of order; ${where}.` }
  },
}

function firstFall(time: Float64Array): number {
  for (let t = 1; t < time.length; t++) if (time[t] < time[t - 1]) return t
  return -1
}

/** Indices of a longest non-decreasing subsequence, by patience sorting; NaN is never in it. */
function longestAscent(time: Float64Array): Set<number> {
  const tails: number[] = [] // tails[k]: the bar with the smallest time that ends an ascent of k + 1 bars
  const before = new Int32Array(time.length).fill(-1)
  for (let t = 0; t < time.length; t++) {
    if (!Number.isFinite(time[t])) continue
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (time[tails[middle]] <= time[t]) low = middle + 1
      else high = middle
    }
    before[t] = low === 0 ? -1 : tails[low - 1]
    tails[low] = t
  }
  const kept = new Set<number>()
  for (let t = tails.at(-1) ?? -1; t !== -1; t = before[t]) kept.add(t)
  return kept
}
