import type { Series } from '../series.ts'
import { barsText, barsWhere, type ValidationRule } from './rule.ts'

/** No bar moves by this factor; pence for pounds (100) does. */
const LEAST_FACTOR = 60
/** Prices within this factor of each other are in the same unit. */
const SAME_UNIT = 8

/**
 * Prices that are 100 times (or more) too large or too small for a while, or inside one bar. The
 * series is cut at each such jump; pieces whose ends meet are of one unit; the unit with the most
 * bars (of equal ones the newest) is right, the bars of the others are found.
 */
export const unitErrorRule: ValidationRule = {
  name: 'unit_error',
  checks: `No price jumps by a factor of ${LEAST_FACTOR} or more, as a wrong unit (100 times) does.`,
  severity: 'error',
  repair: 'drop',
  find: ({ series }) => {
    const { low, high, close } = series
    const units = unitOfBars(series)
    const right = mostCommon(units)
    const bars = barsWhere(
      series.length,
      (t) => units[t] !== right || high[t] / low[t] >= LEAST_FACTOR
    )
    if (bars.length === 0) return null
    const where = `close ${close[bars[0]]} (low ${low[bars[0]]}, high ${high[bars[0]]})`
    const message = `${barsText(series, bars)}${where} is not in the unit of the other bars, off by a factor of ${LEAST_FACTOR} or more.`
    return { bars, message }
  },
}

/** int32 [length]: a number for each bar's unit; bars with no usable close are of the unit before. */
function unitOfBars({ length, close }: Series): Int32Array {
  const units = new Int32Array(length)
  const lastOfUnit: number[] = []
  let unit = 0
  let last = NaN
  for (let t = 0; t < length; t++) {
    if (close[t] > 0 && Number.isFinite(close[t])) {
      if (Number.isNaN(last)) lastOfUnit.push(close[t])
      else if (factorBetween(close[t], last) >= LEAST_FACTOR) unit = unitFor(close[t], lastOfUnit)
      last = close[t]
      lastOfUnit[unit] = last
    }
    units[t] = unit
  }
  return units
}

function unitFor(price: number, lastOfUnit: readonly number[]): number {
  const known = lastOfUnit.findIndex((last) => factorBetween(price, last) < SAME_UNIT)
  return known === -1 ? lastOfUnit.length : known
}

function factorBetween(a: number, b: number): number {
  return a > b ? a / b : b / a
}

function mostCommon(units: Int32Array): number {
  const counts: number[] = []
  for (const unit of units) counts[unit] = (counts[unit] ?? 0) + 1
  const most = Math.max(0, ...counts)
  for (let t = units.length - 1; t >= 0; t--) if (counts[units[t]] === most) return units[t]
  return 0
}
