import { INDICATORS, type IndicatorName } from '#core/features/feature_parameters'
import type { Adjustment } from '#core/market/series'
import { choiceIn, integerIn } from '#validators/list_query'

export interface ChartQuery {
  readonly adjustment: Adjustment
  readonly indicators: readonly IndicatorName[]
}

const ADJUSTMENTS = ['raw', 'split', 'total-return'] as const

/** Which prices and indicators a dataset's chart shows; names that are not known are left out. */
export function chartQuery(query: Record<string, unknown>): ChartQuery {
  const given = query['indicators']
  const names = typeof given === 'string' ? given.split(',') : Array.isArray(given) ? given : []
  return {
    adjustment: choiceIn(query, 'adjustment', ADJUSTMENTS, 'total-return'),
    indicators: INDICATORS.filter((name) => names.includes(name)),
  }
}

/** Bars `from` to `to` of the URL within first and last; all of them when it names none. */
export function windowIn(query: Record<string, unknown>, first: number, last: number) {
  const from = Math.min(Math.max(integerIn(query, 'from') ?? first, first), last)
  const to = Math.min(Math.max(integerIn(query, 'to') ?? last, from), last)
  return { from, to }
}
