import { typicalStep } from '../inference.ts'
import { durationText, intervalMilliseconds } from '../intervals.ts'
import type { ValidationRule } from './rule.ts'

/** Short of these bounds the bars are another interval's, and every annualised figure would be wrong. */
const LEAST = 0.75
const MOST = 1.4

export const spacingRule: ValidationRule = {
  name: 'spacing',
  checks: 'Bars are as far apart as the interval says.',
  severity: 'error',
  repair: null,
  find: ({ series, identity }) => {
    const step = typicalStep(series.time)
    if (series.length < 3 || step === null) return null
    const ratio = step / intervalMilliseconds(identity.interval)
    if (ratio >= LEAST && ratio <= MOST) return null
    return {
      bars: [0],
      count: series.length,
      message: `Bars are typically ${durationText(step)} apart, but the interval is ${identity.interval}.`,
    }
  },
}
