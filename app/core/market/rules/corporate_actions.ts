import { firstBarFrom } from '../bar_range.ts'
import { isoTime } from '../iso_time.ts'
import type { CorporateAction, Series } from '../series.ts'
import type { ValidationRule } from './rule.ts'

export const corporateActionsRule: ValidationRule = {
  name: 'corporate_actions',
  checks: 'Every split ratio is above 0; every dividend is above 0 and below the price before it.',
  severity: 'error',
  repair: null,
  find: ({ series, actions }) => {
    const faults = actions.flatMap((action) => faultOf(series, action) ?? [])
    if (faults.length === 0) return null
    return {
      bars: [firstBarFrom(series, faults[0].time)].filter((t) => t < series.length),
      count: faults.length,
      message: faults[0].message,
    }
  },
}

function faultOf(
  series: Series,
  action: CorporateAction
): { time: number; message: string } | null {
  const { time } = action
  if (action.kind === 'split') {
    if (action.ratio > 0 && Number.isFinite(action.ratio)) return null
    return {
      time,
      message: `The split of ${isoTime(time)} has the ratio ${action.ratio}, not one above 0.`,
    }
  }
  const bar = firstBarFrom(series, time)
  const price = bar === 0 ? Infinity : series.close[bar - 1]
  if (action.amount > 0 && !(action.amount >= price)) return null
  const bound = price === Infinity ? 'above 0' : `between 0 and the last close ${price}`
  return {
    time,
    message: `The dividend of ${isoTime(time)} is ${action.amount}, but must be ${bound}.`,
  }
}
