import { civilDate, dayOf } from '../../market/civil_day.ts'

/** Return of one calendar month or year of an equity curve (UTC, by the bars' times). */
export interface PeriodReturn {
  readonly year: number
  /** 1 .. 12; null: the whole year. */
  readonly month: number | null
  readonly return: number
}

/**
 * Returns by calendar month: from the last equity of the month before (in the first month: from the
 * first equity) to the last one of the month. Months without a bar are left out.
 */
export function monthlyReturns(equity: Float64Array, time: Float64Array): PeriodReturn[] {
  return periodReturns(equity, time, (year, month) => ({ year, month }))
}

/** The same by calendar year. */
export function yearlyReturns(equity: Float64Array, time: Float64Array): PeriodReturn[] {
  return periodReturns(equity, time, (year) => ({ year, month: null }))
}

function periodReturns(
  equity: Float64Array,
  time: Float64Array,
  periodOf: (year: number, month: number) => { year: number; month: number | null }
): PeriodReturn[] {
  const found: PeriodReturn[] = []
  let before = equity[0]
  for (let t = 0; t < equity.length; t++) {
    const period = periodAt(time, t, periodOf)
    const next = t + 1 < equity.length ? periodAt(time, t + 1, periodOf) : null
    if (next !== null && next.year === period.year && next.month === period.month) continue
    found.push({ ...period, return: equity[t] / before - 1 })
    before = equity[t]
  }
  return found
}

function periodAt(
  time: Float64Array,
  t: number,
  periodOf: (year: number, month: number) => { year: number; month: number | null }
) {
  const [year, month] = civilDate(dayOf(time[t]))
  return periodOf(year, month)
}
