import type { Series } from './series.ts'

/** Index of the first bar at or after `time`, 0 .. length. Bars must be in order. */
export function firstBarFrom(series: Pick<Series, 'time' | 'length'>, time: number): number {
  let low = 0
  let high = series.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (series.time[middle] < time) low = middle + 1
    else high = middle
  }
  return low
}

/** Index of the last bar whose open is at or before `time`, -1 when there is none. Bars must be in order. */
export function lastBarUntil(series: Pick<Series, 'time' | 'length'>, time: number): number {
  const first = firstBarFrom(series, time)
  return first < series.length && series.time[first] === time ? first : first - 1
}

/** Bars `first` inclusive to `end` exclusive, as views: the columns share the given series' memory. */
export function sliceBars(series: Series, first: number, end: number): Series {
  const time = series.time.subarray(first, end)
  return {
    length: time.length,
    time,
    open: series.open.subarray(first, end),
    high: series.high.subarray(first, end),
    low: series.low.subarray(first, end),
    close: series.close.subarray(first, end),
    adjClose: series.adjClose?.subarray(first, end) ?? null,
    volume: series.volume.subarray(first, end),
  }
}

/** Bars with `from <= time < to` (null: no bound), as views. Bars must be in order. */
export function clipBars(series: Series, from: number | null, to: number | null): Series {
  const first = from === null ? 0 : firstBarFrom(series, from)
  const end = to === null ? series.length : firstBarFrom(series, to)
  return sliceBars(series, first, Math.max(first, end))
}

/** The bars at these indices, in that order, as copies: every column loses the same bars. */
export function pickBars(series: Series, bars: ArrayLike<number>): Series {
  const pick = (column: Float64Array) => pickValues(column, bars)
  return {
    length: bars.length,
    time: pick(series.time),
    open: pick(series.open),
    high: pick(series.high),
    low: pick(series.low),
    close: pick(series.close),
    adjClose: series.adjClose === null ? null : pick(series.adjClose),
    volume: pick(series.volume),
  }
}

/** float64 [bars.length]: the values of a column at these bars. */
export function pickValues(column: Float64Array, bars: ArrayLike<number>): Float64Array {
  const picked = new Float64Array(bars.length)
  for (let i = 0; i < bars.length; i++) picked[i] = column[bars[i]]
  return picked
}
