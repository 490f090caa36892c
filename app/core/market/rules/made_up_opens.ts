import { barName, barsWhere, grouped, type ValidationRule } from './rule.ts'

/** Of consecutive bars, this share opening exactly at the last close is no coincidence. */
const MOST = 0.5
const WINDOW = 60

/**
 * An open that repeats the last close was not observed: an order "filled at the next open" is then
 * filled at the close that the decision has just seen. Markets without a night do open so.
 */
export const madeUpOpensRule: ValidationRule = {
  name: 'made_up_opens',
  checks:
    'Opens differ from the last close, so that a fill at the next open is not one at the close seen.',
  severity: 'warning',
  repair: null,
  find: ({ series, identity }) => {
    const { open, close, length } = series
    if (identity.calendar !== 'exchange' || identity.interval !== '1d') return null
    const equal = barsWhere(length, (t) => t > 0 && open[t] === close[t - 1])
    const crowded = equal.filter((_, k) => isCrowded(equal, k))
    if (crowded.length === 0) return null
    const [first, last] = [crowded[0], crowded[crowded.length - 1]]
    const bars = equal.filter((t) => t >= first && t <= last)
    const span = `from ${barName(series, first)} to ${barName(series, last)}`
    const message = `${grouped(bars.length)} bars ${span} open exactly at the last close: the opens look made up. Prefer the bars after that for fills at the next open.`
    return { bars, message }
  },
}

/** Whether the window of bars before or after this one holds too many of them. */
function isCrowded(equal: readonly number[], k: number): boolean {
  const few = Math.ceil(MOST * WINDOW)
  const before = equal[k - few + 1]
  const after = equal[k + few - 1]
  return equal[k] - (before ?? -Infinity) < WINDOW || (after ?? Infinity) - equal[k] < WINDOW
}
