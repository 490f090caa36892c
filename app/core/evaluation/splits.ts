import { firstBarFrom, lastBarUntil } from '../market/bar_range.ts'
import type { DataConfig } from '../market/data_parameters.ts'
import { parseIsoTime } from '../market/iso_time.ts'
import type { Series } from '../market/series.ts'
import { EmbargoTooShort, SplitDateInvalid, SplitTooShort } from './split_errors.ts'

/** Bars `first` .. `last`, both included. */
export interface BarRange {
  readonly first: number
  readonly last: number
}

/**
 * The three ranges in time order. Between two of them lie at least `embargo` bars that belong to none;
 * the window of a range's first decision may reach back into those, never into the range before.
 */
export interface Splits {
  readonly training: BarRange
  readonly validation: BarRange
  /** Sealed: only an evaluation that records its look reads it. */
  readonly test: BarRange
  readonly embargo: number
}

/**
 * Splits the bars from `firstUsable` on (the first bar at which every feature is valid), or from the end
 * of a longer warm-up.
 * By shares the embargo is taken from the start of the later range, by dates from the end of the
 * earlier one, so that a named day is the first day of its range.
 * Bars before `from` and after `until` belong to no range.
 * @throws E_EMBARGO_TOO_SHORT, E_SPLIT_TOO_SHORT, E_SPLIT_DATE_INVALID
 */
export function splitRanges(
  series: Series,
  firstUsable: number,
  config: DataConfig,
  window: number
): Splits {
  const embargo = config.embargo ?? window
  if (embargo < window) throw new EmbargoTooShort(embargo, window)
  const last = lastUsedBar(series, config.until)
  const first = firstUsedBar(series, config.from, Math.max(firstUsable, config.warmUp ?? 0))
  const usable = Math.max(0, last - first + 1)
  const byDate = config.validationFrom !== null && config.testFrom !== null
  const borders = byDate
    ? bordersByDate(series, config.validationFrom, config.testFrom)
    : bordersByShare(first, usable, config)
  const before = byDate ? embargo : 0
  const after = byDate ? 0 : embargo
  const splits: Splits = {
    training: { first, last: borders.validation - 1 - before },
    validation: { first: borders.validation + after, last: borders.test - 1 - before },
    test: { first: borders.test + after, last },
    embargo,
  }
  refuseShort('training', splits.training, window + 1, usable)
  refuseShort('validation', splits.validation, 2, usable)
  refuseShort('test', splits.test, 2, usable)
  return splits
}

const DAY_ALONE = /^\d{4}-\d{2}-\d{2}$/
const DAY_MILLISECONDS = 86_400_000

/** The last bar of all ranges; a day without a time means all of that day. */
function lastUsedBar(series: Series, until: string | null): number {
  if (until === null) return series.length - 1
  const rest = DAY_ALONE.test(until) ? DAY_MILLISECONDS - 1 : 0
  const last = lastBarUntil(series, timeOf('data.until', until) + rest)
  if (last < 0) throw new SplitDateInvalid('data.until', until, 'a day within the dataset')
  return last
}

function firstUsedBar(series: Series, from: string | null, firstUsable: number): number {
  return from === null ? firstUsable : Math.max(firstUsable, barOfDay(series, 'data.from', from))
}

function timeOf(path: string, day: string): number {
  const time = parseIsoTime(day)
  if (time === null) throw new SplitDateInvalid(path, day, 'a day such as 2017-01-31')
  return time
}

function bordersByShare(firstUsable: number, usable: number, config: DataConfig) {
  const { trainShare, validationShare } = config
  return {
    validation: firstUsable + Math.floor(usable * trainShare),
    test: firstUsable + Math.floor(usable * (trainShare + validationShare)),
  }
}

function bordersByDate(series: Series, validationFrom: string, testFrom: string) {
  const validation = barOfDay(series, 'data.validationFrom', validationFrom)
  const test = barOfDay(series, 'data.testFrom', testFrom)
  if (test <= validation) {
    throw new SplitDateInvalid(
      'data.testFrom',
      testFrom,
      `after data.validationFrom, ${validationFrom}`
    )
  }
  return { validation, test }
}

function barOfDay(series: Series, path: string, day: string): number {
  const bar = firstBarFrom(series, timeOf(path, day))
  if (bar === series.length) throw new SplitDateInvalid(path, day, 'a day within the dataset')
  return bar
}

function refuseShort(name: string, range: BarRange, needed: number, usable: number): void {
  const bars = Math.max(0, range.last - range.first + 1)
  if (bars < needed) throw new SplitTooShort(name, bars, needed, usable)
}
