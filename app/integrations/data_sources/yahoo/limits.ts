import { DAY_MILLISECONDS } from '../../../core/market/civil_day.ts'
import { DataSourceUnsupported } from '../../../core/market/data_source_errors.ts'
import { isIntraday } from '../../../core/market/intervals.ts'
import { isoDay } from '../../../core/market/iso_time.ts'
import { INTERVALS, type Interval } from '../../../core/market/series.ts'
import type { BarsRequest } from '../../../core/ports/data_source.ts'

/** Days for which Yahoo keeps bars of an interval; Infinity: always; absent: it has no such bars. */
const DAYS_KEPT: Readonly<Partial<Record<Interval, number>>> = {
  '1m': 8,
  '5m': 60,
  '15m': 60,
  '30m': 60,
  '1h': 730,
  '1d': Infinity,
  '1wk': Infinity,
  '1mo': Infinity,
}
/** 1900-01-01, before Yahoo's first bar. */
const BEGINNING = -2_208_988_800_000

/**
 * The period to ask for, UTC epoch milliseconds. Days and longer are asked for a day more at both ends,
 * since their stamps are the exchange's opens: clip by session afterwards.
 * @throws E_DATA_SOURCE_UNSUPPORTED when Yahoo has no bars of this interval, or none that old.
 */
export function periodOf(request: BarsRequest, now: number): { from: number; to: number } {
  const { interval } = request
  const days = DAYS_KEPT[interval]
  if (days === undefined) {
    const known = INTERVALS.filter((name) => name in DAYS_KEPT).join(', ')
    throw new DataSourceUnsupported(
      `Yahoo has no ${interval} bars of any symbol.`,
      `Choose one of ${known}.`
    )
  }
  const oldest = days === Infinity ? BEGINNING : now - days * DAY_MILLISECONDS
  if (days !== Infinity && request.from !== null && request.from < oldest) {
    throw new DataSourceUnsupported(
      `Yahoo keeps ${interval} bars for ${days} days, but from is ${isoDay(request.from)}.`,
      `Ask for bars after ${isoDay(oldest)}, or for a longer interval.`
    )
  }
  const margin = isIntraday(interval) ? 0 : DAY_MILLISECONDS
  // a minute, so that the oldest bar asked for is still kept when the request arrives
  const from = request.from === null ? oldest + 60_000 : request.from - margin
  return { from, to: (request.to ?? now) + margin }
}
