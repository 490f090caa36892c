import type { Finding, SourcedSeries } from '../../../app/core/market/series.ts'
import { validate } from '../../../app/core/market/validation.ts'

/** Closes that no rule finds anything in. */
export const SOUND = [10, 11, 12, 11, 10, 12]

/** The finding of one rule, or undefined. */
export function found(rule: string, data: SourcedSeries): Finding | undefined {
  return validate(data).find((finding) => finding.rule === rule)
}
