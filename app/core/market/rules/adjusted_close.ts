import { firstBarFrom } from '../bar_range.ts'
import type { CorporateAction, SourcedSeries } from '../series.ts'
import { barName, barsWhere, counted, type ValidationRule } from './rule.ts'

/** Rounding of published prices moves adjClose / close by less. */
const NOISE = 0.003
/** A dividend smaller than this share of the price may drown in rounding. */
const LEAST_DIVIDEND = 0.005

/**
 * The source's adjusted close against itself and its dividends: adjClose / close may only rise with
 * time, and rises at every dividend. `total-return` uses the dividends where there are any.
 */
export const adjustedCloseRule: ValidationRule = {
  name: 'adjusted_close',
  checks: 'The adjusted close follows the close and steps at every dividend.',
  severity: 'warning',
  repair: null,
  find: (data) => {
    const { series, actions } = data
    if (series.adjClose === null || hasPendingSplit(data)) return null
    const step = (t: number) => Math.log(factor(data, t) / factor(data, t - 1))
    const falls = barsWhere(series.length, (t) => t > 0 && step(t) < -NOISE)
    if (falls.length > 0) {
      const message = `adjClose / close falls at ${counted(falls.length, 'bar')}, first at ${barName(series, falls[0])}: no dividend does that.`
      return { bars: falls, message }
    }
    const ignored = actions.flatMap((action) => barOfIgnored(data, action, step))
    if (ignored.length === 0) return null
    const message = `adjClose does not step at ${counted(ignored.length, 'dividend')}, first at ${barName(series, ignored[0])}.`
    return { bars: ignored, message }
  },
}

function factor({ series }: SourcedSeries, t: number): number {
  return (series.adjClose?.[t] ?? NaN) / series.close[t]
}

/** With splits still to be put in, adjClose / close steps by them as well. */
function hasPendingSplit({ actions, splitAdjusted }: SourcedSeries): boolean {
  return !splitAdjusted && actions.some(({ kind }) => kind === 'split')
}

function barOfIgnored(
  { series }: SourcedSeries,
  action: CorporateAction,
  step: (t: number) => number
): number[] {
  if (action.kind !== 'dividend') return []
  const bar = firstBarFrom(series, action.time)
  if (bar === 0 || bar === series.length) return []
  const share = action.amount / series.close[bar - 1]
  return share > LEAST_DIVIDEND && step(bar) < share / 2 ? [bar] : []
}
